/**
 * The ports of this host: who holds one, how to get it back, what the socket table shows.
 *
 * <p>Start at {@link io.github.ports4j.Ports#local()}. This module holds interfaces and values only; {@code port-core} and
 * one provider per operating system do the work and are found with {@link java.util.ServiceLoader}.
 */
@org.jspecify.annotations.NullMarked
module io.github.ports4j {
    requires static org.jspecify;

    exports io.github.ports4j;
    exports io.github.ports4j.spi;

    uses io.github.ports4j.spi.PortsFactory;
}
