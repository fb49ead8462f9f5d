package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Marks for tests. */
final class Marks {
    private static final AtomicInteger IDS = new AtomicInteger(0x1000);

    private Marks() {}

    /** One that no other test has. */
    static FilterMark next(FirewallRule rule) {
        return new FilterMark(
                String.format("%08x", IDS.incrementAndGet()),
                rule.lasting().map(time -> Instant.now().plus(time)),
                Optional.of(FilterMark.Owner.of(4711, 12, "pid:[1]", "boot")),
                rule.label());
    }

    static FilterRequest deny(FirewallRule rule) {
        return new FilterRequest(FirewallAction.DENY, rule, next(rule));
    }

    static FilterRequest open(FirewallRule rule) {
        return new FilterRequest(FirewallAction.OPEN, rule, next(rule));
    }
}
