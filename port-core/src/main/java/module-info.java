/** What no operating system decides: the choice of provider, and what is built on it. Found from the API's Ports. */
@org.jspecify.annotations.NullMarked
module io.github.ports4j.core {
    requires static org.jspecify;
    requires io.github.ports4j;
    requires org.slf4j;
    requires java.management;
    requires jdk.management;

    uses io.github.ports4j.spi.HostProvider;

    provides io.github.ports4j.spi.PortsFactory with
            io.github.ports4j.core.LocalPortsFactory;
}
