package io.github.ports4j.testkit.contract;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.FakeHost;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The filter of a fake host. */
public final class FakeFilteredScene implements FilteredScene {
    private final FakeHost host = new FakeHost();

    /** A host without a filter. */
    public FakeFilteredScene() {}

    @Override
    public HostProvider provider() {
        return host;
    }

    @Override
    public void dropTheRest() {
        host.firewall().dropsTheRest();
    }

    @Override
    public void accept(TransportPort port) {
        host.firewall().accepts(all(port));
    }

    @Override
    public void drop(TransportPort port) {
        host.firewall().drops(all(port));
    }

    private static FirewallRule all(TransportPort port) {
        return FirewallRule.of(port.protocol(), PortRange.of(port.number(), port.number()))
                .fromAny();
    }

    @Override
    public boolean letsIn(Peer peer, AddressFamily family, TransportPort port) {
        return host.firewall().letsIn(port, address(peer, family));
    }

    @Override
    public String address(Peer peer, AddressFamily family) {
        return (family == AddressFamily.IPV4 ? "192.0.2." : "2001:db8::") + (peer == Peer.FRIEND ? 7 : 8);
    }

    @Override
    public List<String> foreignRules() {
        return host.firewall().foreignRules();
    }

    @Override
    public List<String> ownRules() {
        return host.firewall().rules().stream().map(FirewallEntry::toString).toList();
    }

    @Override
    public void pass(Duration time) {
        host.clock().advance(time);
    }

    @Override
    public <T> T unprivileged(Supplier<T> action) {
        String before = host.user();
        host.asUser("nobody");
        try {
            return action.get();
        } finally {
            host.asUser(before);
        }
    }

    @Override
    public void close() {
        // nothing outside of memory was made
    }
}
