package io.github.ports4j.core.firewall;

import io.github.ports4j.FirewallEntry;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.ProcessFacts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose a rule is, and whether there is still somebody who will take it back. */
final class RuleOwner {
    private static final int ID_BYTES = 4;

    private final HostProvider host;
    private final PacketFilter filter;

    RuleOwner(HostProvider host, PacketFilter filter) {
        this.host = host;
        this.filter = filter;
    }

    /** A mark for a rule of this process. */
    FilterMark mark(Optional<Duration> lasting, Optional<String> label, List<FirewallEntry> others) {
        long pid = host.processes().currentPid();
        ProcessFacts self = host.processes()
                .read(pid)
                .orElseThrow(() -> new IllegalStateException("this process, pid " + pid + ", can't be seen"));
        return new FilterMark(id(others), lasting.map(this::fromNow), Optional.of(owner(self)), label);
    }

    private static String id(List<FirewallEntry> others) {
        Set<String> taken = others.stream().map(FirewallEntry::id).collect(Collectors.toSet());
        SecureRandom random = new SecureRandom();
        byte[] bytes = new byte[ID_BYTES];
        String id;
        do {
            random.nextBytes(bytes);
            id = HexFormat.of().formatHex(bytes);
        } while (taken.contains(id));
        return id;
    }

    /** When so much time will be over, in whole seconds: never earlier. */
    Instant fromNow(Duration lasting) {
        return Instant.ofEpochSecond(
                host.clock().now().plus(lasting).plusNanos(999_999_999).getEpochSecond());
    }

    private FilterMark.Owner owner(ProcessFacts facts) {
        return FilterMark.Owner.of(facts.id().pid(), facts.id().startToken(), filter.pidNamespace(), filter.bootId());
    }

    /** Why the rule has nobody any more; empty if it has, if it needs nobody, or if that can't be told from here. */
    Optional<String> abandoned(FilterMark mark) {
        return isOver(mark) ? Optional.of("its time is over") : hasEnded(mark);
    }

    /** How it is known that its process lives no more; empty if it lives, if there is none, or if that can't be told from here. */
    Optional<String> hasEnded(FilterMark mark) {
        if (mark.owner().isEmpty()) {
            return Optional.empty();
        }
        FilterMark.Owner owner = mark.owner().get();
        FilterMark.Owner here = FilterMark.Owner.of(owner.pid(), 0, filter.pidNamespace(), filter.bootId());
        if (!owner.boot().equals(here.boot())) {
            return Optional.of("it is of an earlier boot");
        }
        if (!owner.namespace().equals(here.namespace())) {
            return Optional.empty(); // its pid means another process here
        }
        Optional<ProcessFacts> process = host.processes().read(owner.pid());
        boolean lives = process.isPresent()
                && process.get().state() != ProcessFacts.State.ZOMBIE
                && owner(process.get()).equals(owner);
        return lives ? Optional.empty() : Optional.of("its process, pid " + owner.pid() + ", has ended");
    }

    /** Whether the filter may have ended it by itself: a mark tells the time in whole seconds, and is up to one behind. */
    boolean mayBeOver(FilterMark mark) {
        return mark.expires().isPresent()
                && !mark.expires().get().minusSeconds(1).isAfter(host.clock().now());
    }

    boolean isOver(FilterMark mark) {
        return mark.expires().isPresent()
                && !mark.expires().get().isAfter(host.clock().now());
    }
}
