/** The provider for Linux. */
@org.jspecify.annotations.NullMarked
module io.github.ports4j.linux {
    requires static org.jspecify;
    requires io.github.ports4j;
    requires io.github.ports4j.posix;
    requires com.google.gson;

    provides io.github.ports4j.spi.HostProvider with
            io.github.ports4j.linux.LinuxProvider;
}
