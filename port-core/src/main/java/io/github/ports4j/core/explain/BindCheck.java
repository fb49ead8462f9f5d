package io.github.ports4j.core.explain;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.PortProbe.Outcome;

/** Whether a port can be bound in every family that the host has. Asked only while the table shows no holder. */
public final class BindCheck {
    /** What the probes said together. */
    public enum Verdict {
        /** It can be bound, with and without {@code SO_REUSEADDR}. */
        BINDABLE,
        /** It can be bound with {@code SO_REUSEADDR} only. */
        WITH_REUSE,
        /** It can't be bound. */
        IN_USE,
        /** This user may not bind it, so nothing is known. */
        NOT_PERMITTED
    }

    private final PortProbe probe;

    public BindCheck(PortProbe probe) {
        this.probe = probe;
    }

    /** Probes each family with {@code SO_REUSEADDR}, and if that works without. */
    public Verdict check(TransportPort port) {
        return switch (both(port, true)) {
            case IN_USE -> Verdict.IN_USE;
            case NOT_PERMITTED -> Verdict.NOT_PERMITTED;
            case NO_SUCH_FAMILY ->
                throw new io.github.ports4j.UnsupportedFeatureException("this host has neither IPv4 nor IPv6");
            case BINDABLE -> both(port, false) == Outcome.BINDABLE ? Verdict.BINDABLE : Verdict.WITH_REUSE;
        };
    }

    /** The worst of both families; a family that the host lacks does not count. */
    private Outcome both(TransportPort port, boolean reuse) {
        Outcome four = probe.probe(port, AddressFamily.IPV4, reuse);
        if (four == Outcome.IN_USE) {
            return four;
        }
        Outcome six = probe.probe(port, AddressFamily.IPV6, reuse);
        if (six == Outcome.IN_USE || six == Outcome.NOT_PERMITTED || four == Outcome.NO_SUCH_FAMILY) {
            return six;
        }
        return four;
    }
}
