package io.github.ports4j.testkit;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.PacketFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The packet filter of a fake host, as a provider shows it. Only root may look. */
final class FakePacketFilter implements PacketFilter {
    static final String BOOT = "the only boot";
    static final String PID_NAMESPACE = "";
    private static final String ADVICE = "it takes root";

    private final HostState host;

    FakePacketFilter(HostState host) {
        this.host = host;
    }

    @Override
    public FirewallStatus status() {
        synchronized (host) {
            boolean filters = host.filter.filters();
            boolean root = isRoot();
            return HostValues.firewallStatus(
                    root ? filters ? FirewallManager.NFTABLES : FirewallManager.NONE : FirewallManager.UNKNOWN,
                    root && filters,
                    root ? Optional.empty() : Optional.of("root"),
                    root && filters ? host.filter.foreignRules() : List.of(),
                    root ? List.of() : List.of("whether anything filters can't be seen: " + ADVICE));
        }
    }

    @Override
    public FilterVerdict judge(FilterQuestion question) {
        synchronized (host) {
            requireRoot("to read the rules");
            return host.filter.judge(question, host.clock.now());
        }
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        FilterState.Rule rule = new FilterState.Rule(request.rule(), request.action());
        return new Change(List.of("add", rule.toString(), request.mark().text()), obstacle(request)) {
            @Override
            FilterHold change(FilterState filter) {
                filter.ours.put(request.mark().id(), new FilterState.Ours(rule, request.mark()));
                return request.rule().isEndingWithProcess()
                        ? () -> {
                            synchronized (host) {
                                filter.ours.remove(request.mark().id());
                            }
                        }
                        : FilterHold.NONE;
            }
        };
    }

    private Optional<FilterObstacle> obstacle(FilterRequest request) {
        if (request.action() == FirewallAction.DENY) {
            return Optional.empty();
        }
        synchronized (host) {
            return host.filter.finalDrops.stream()
                    .filter(drop -> isRoot()
                            && drop.rule().protocol() == request.rule().protocol()
                            && drop.rule()
                                    .ports()
                                    .contains(request.rule().ports().first()))
                    .findFirst()
                    .map(drop -> new FilterObstacle(
                            FirewallEffect.BLOCKED, "finally " + drop + ": no rule of ours comes before it"));
        }
    }

    @Override
    public List<FirewallEntry> list() {
        synchronized (host) {
            requireRoot("to read the rules");
            return host.filter.ours.values().stream()
                    .map(FilterState.Ours::entry)
                    .toList();
        }
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        synchronized (host) {
            requireRoot("to read the rules");
            return Optional.ofNullable(host.filter.ours.get(id)).map(FilterState.Ours::mark);
        }
    }

    @Override
    public FilterChange removal(String id) {
        return new Change(List.of("remove", id), Optional.empty()) {
            @Override
            FilterHold change(FilterState filter) {
                filter.ours.remove(id);
                return FilterHold.NONE;
            }
        };
    }

    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        return new Change(List.of("mark", id, mark.text()), Optional.empty()) {
            @Override
            FilterHold change(FilterState filter) {
                filter.ours.computeIfPresent(id, (same, mine) -> new FilterState.Ours(mine.rule(), mark));
                return FilterHold.NONE;
            }
        };
    }

    @Override
    public String bootId() {
        return BOOT;
    }

    @Override
    public String pidNamespace() {
        return PID_NAMESPACE;
    }

    private boolean isRoot() {
        return host.observer.equals(HostState.ROOT);
    }

    private void requireRoot(String what) {
        if (!isRoot()) {
            throw new NotPermittedException(what, ADVICE);
        }
    }

    private abstract class Change implements FilterChange {
        private final List<String> words;
        private final Optional<FilterObstacle> obstacle;

        Change(List<String> words, Optional<FilterObstacle> obstacle) {
            this.words = words;
            this.obstacle = obstacle;
        }

        abstract FilterHold change(FilterState filter);

        @Override
        public List<FirewallCommand> commands() {
            if (obstacle.isPresent()) {
                return List.of();
            }
            List<String> argv = new ArrayList<>(List.of("/sbin/fakefilter"));
            argv.addAll(words);
            return List.of(new FirewallCommand(argv, ""));
        }

        @Override
        public Optional<FilterObstacle> obstacle() {
            return obstacle;
        }

        @Override
        public FilterHold apply() {
            synchronized (host) {
                requireRoot("to change the rules");
                return change(host.filter);
            }
        }
    }
}
