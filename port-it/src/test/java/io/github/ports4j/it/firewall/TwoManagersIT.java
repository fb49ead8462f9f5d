package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where two manage the filter at once, the library does not choose. */
@Tag("root")
@Tag("laboratory")
class TwoManagersIT {
    /** firewalld, and ufw beside it. */
    private record Both(UfwFilter ufw, FirewalldFilter firewalld) implements Filter {
        @Override
        public void setUp(FirewallHost host) {
            firewalld.setUp(host); // first, as it takes the rules of all others away when it starts
            ufw.setUp(host);
        }

        @Override
        public Sight sees(TransportProtocol protocol, Family family) {
            return Sight.FILTERED;
        }

        @Override
        public void allow(FirewallHost host, TransportPort port) {
            ufw.allow(host, port);
            firewalld.allow(host, port);
        }

        @Override
        public void takeBack(FirewallHost host, TransportPort port) {
            ufw.takeBack(host, port);
            firewalld.takeBack(host, port);
        }
    }

    @Test
    void both_are_named_and_nothing_is_changed() {
        try (FirewallHost host = FirewallHost.in(new Both(new UfwFilter(), new FirewalldFilter()))) {
            HostFirewall firewall = HostFirewall.start(host);
            Snapshot before = host.snapshot();
            for (FirewallAction action : FirewallAction.values()) {
                Wish wish = new Wish(action, TransportPort.tcp(Scenario.PORT), Sources.ANY);
                for (String verb : List.of("make", "plan")) {
                    List<String> thrown = firewall.thrownBy(verb, wish);
                    assertThat(thrown.get(0)).as("%s", thrown).isEqualTo("UnsupportedFeatureException");
                    assertThat(thrown.get(1)).contains("firewalld", "ufw");
                }
            }
            assertThat(firewall.status().get(0)).isEqualTo("unknown");
            assertThat(firewall.status().get(1)).contains("firewalld, ufw");
            assertThat(firewall.list()).isEmpty();
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }

    /** Their programs are there. */
    @Test
    void who_does_not_run_manages_nothing() {
        try (FirewallHost host = FirewallHost.withManagers(Scenario.IPTABLES_NFT)) {
            HostFirewall firewall = HostFirewall.start(host);
            Snapshot before = host.snapshot();
            assertThat(firewall.status().get(0)).isEqualTo("iptables");
            HostFirewall.Lease lease =
                    firewall.make(new Wish(FirewallAction.OPEN, TransportPort.tcp(Scenario.PORT), Sources.ANY));
            assertThat(lease.effect()).as("%s", lease).isEqualTo(FirewallEffect.OPENED);
            firewall.close(lease);
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }
}
