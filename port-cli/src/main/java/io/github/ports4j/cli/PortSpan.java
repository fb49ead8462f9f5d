package io.github.ports4j.cli;

import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;

/** What a rule of the packet filter is for, written {@code 8080}, {@code 8080/udp} or {@code 8000-8100/udp}. */
record PortSpan(TransportProtocol protocol, PortRange ports) {
    /**
     * Reads one; without a protocol it is TCP.
     *
     * @throws UsageException if the text is none
     */
    static PortSpan parse(String text) {
        int slash = text.indexOf('/');
        String range = slash < 0 ? text : text.substring(0, slash);
        if (!range.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            throw new UsageException("not a port: '" + text + "'; write 8080, 8080/udp, 8000-8100 or 8000-8100/udp");
        }
        PortRange ports = Arguments.portRange(range);
        String first = Integer.toString(ports.first());
        TransportPort one = Arguments.port(slash < 0 ? first : first + text.substring(slash));
        return new PortSpan(one.protocol(), ports);
    }

    static PortSpan of(FirewallEntry entry) {
        return new PortSpan(entry.protocol(), entry.ports());
    }

    static PortSpan of(FirewallRule rule) {
        return new PortSpan(rule.protocol(), rule.ports());
    }

    /** Whether they have a port in common. */
    boolean overlaps(PortSpan other) {
        return protocol == other.protocol && ports.first() <= other.ports.last() && other.ports.first() <= ports.last();
    }

    @Override
    public String toString() {
        return ports + "/" + protocol;
    }
}
