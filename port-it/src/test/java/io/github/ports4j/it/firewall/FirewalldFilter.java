package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.time.Duration;
import java.time.Instant;

/** firewalld on a bus of its own, with the zone {@code public} for all. */
record FirewalldFilter() implements Filter {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    @Override
    public void setUp(FirewallHost host) {
        SystemBus.start(host);
        host.must("firewalld");
        Instant until = Instant.now().plus(LONGEST_START);
        Run state = host.run("firewall-cmd", "--state");
        while (state.exit() != 0) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("firewalld does not start: " + state);
            }
            state = host.run("firewall-cmd", "--state");
        }
    }

    @Override
    public Sight sees(TransportProtocol protocol, Family family) {
        return Sight.PROHIBITED;
    }

    @Override
    public void allow(FirewallHost host, TransportPort port) {
        host.must("firewall-cmd", "--add-port=" + port);
    }

    @Override
    public void takeBack(FirewallHost host, TransportPort port) {
        host.must("firewall-cmd", "--remove-port=" + port);
    }
}
