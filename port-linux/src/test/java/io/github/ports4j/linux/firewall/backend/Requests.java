package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rules that every backend has to be able to make. */
public final class Requests {
    public static final String ID = "1a2b3c4d";
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final FilterMark MARK = new FilterMark(
            ID,
            Optional.of(NOW.plusSeconds(600)),
            Optional.of(FilterMark.Owner.of(4711, 99, "pid:[4026531836]", "boot")),
            Optional.of("shop"));
    public static final FilterMark RENEWED = MARK.expiring(Optional.of(NOW.plusSeconds(1200)));

    private Requests() {}

    public static List<FirewallRule> rules() {
        return List.of(
                FirewallRule.tcp(8080).fromAny(),
                FirewallRule.udp(PortRange.of(8000, 8010))
                        .from("10.0.0.0/8", "192.168.7.1", "2001:db8::/32", "fd00::5"),
                FirewallRule.tcp(PortRange.of(1, 65535)).from("203.0.113.7"),
                FirewallRule.tcp(443).from("2001:db8:1::/48").onInterface("eth0.5"),
                FirewallRule.tcp(25).from("::102:304", "::102:0/112", "2001:db8:0:1:0:0:0:1"));
    }

    public static FilterRequest open(FirewallRule rule) {
        return new FilterRequest(FirewallAction.OPEN, rule, MARK);
    }

    public static FilterRequest deny(FirewallRule rule) {
        return new FilterRequest(FirewallAction.DENY, rule, MARK);
    }
}
