package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Gives the connection another destination ({@code dnat}, {@code redirect}); it then goes on behind this base chain.
 *
 * @param family packets of which family only; empty for both
 * @param target to where
 * @param address to which address, for {@link Target#ADDRESS}
 * @param ports to one of these ports; empty if the port stays
 */
public record Translation(
        Optional<AddressFamily> family, Target target, Optional<InetAddress> address, Optional<Span> ports)
        implements Statement {
    /** To where. */
    public enum Target {
        /** To an address of this host. */
        THIS_HOST,
        /** To one address. */
        ADDRESS,
        /** That is not known beforehand. */
        UNKNOWN
    }
}
