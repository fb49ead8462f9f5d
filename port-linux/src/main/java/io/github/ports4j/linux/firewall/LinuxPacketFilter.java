package io.github.ports4j.linux.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortException;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.firewall.backend.PreparedChange;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.iptables.IptablesTables;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.PacketFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The filter of this host. What rules say is read from the kernel and evaluated, whoever made them; rules are made through whoever manages
 * the filter, but denials, which work beside every manager, always in a table of their own. What is ours can be listed, renewed and taken
 * away also where two manage at once.
 */
final class LinuxPacketFilter implements PacketFilter {
    private static final String LOOPBACK = "lo";

    private final Survey survey;
    private final Backends backends;
    private final Supplier<Ruleset> rules;
    private final Predicate<InetAddress> local;

    /**
     * Of what was found.
     *
     * @param rules reads all rules anew
     * @param local whether this is an address of this host
     */
    LinuxPacketFilter(Survey survey, Backends backends, Supplier<Ruleset> rules, Predicate<InetAddress> local) {
        this.survey = survey;
        this.backends = backends;
        this.rules = rules;
        this.local = local;
    }

    @Override
    public FirewallStatus status() {
        List<String> layers = survey.layers().isEmpty() ? survey.rivals() : survey.layers();
        return HostValues.firewallStatus(survey.manager(), survey.filters(), survey.missing(), layers, survey.notes());
    }

    @Override
    public FilterVerdict judge(FilterQuestion question) {
        requireOneManager();
        return evaluate(question, rules.get()).verdict();
    }

    private Evaluation.Outcome evaluate(FilterQuestion question, Ruleset ruleset) {
        return new Evaluation(ruleset, local).of(question);
    }

    private void requireOneManager() {
        if (!survey.rivals().isEmpty()) {
            throw new UnsupportedFeatureException("several manage the packet filter of this host at once: "
                    + String.join(", ", survey.rivals()) + "; switch off all but one");
        }
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        if (request.rule().interfaceName().equals(Optional.of(LOOPBACK))) {
            throw new IllegalArgumentException(
                    "no rule of ours is for " + LOOPBACK + ": what comes from this host itself is left alone");
        }
        requireOneManager();
        if (request.action() == FirewallAction.DENY) {
            return backends.denying().prepare(request);
        }
        if (request.rule().isEndingWithProcess()) {
            throw new IllegalArgumentException("only a rule that denies can end with the process");
        }
        Optional<FilterObstacle> published = survey.ruleset().flatMap(ruleset -> published(request.rule(), ruleset));
        if (published.isPresent()) {
            return new PreparedChange(List.of(), published, () -> {});
        }
        return switch (survey.manager()) {
            case NONE -> PreparedChange.none();
            case UNKNOWN -> refused();
            default -> backends.opening(survey.manager(), filtering()).prepare(request);
        };
    }

    /** Nothing to show in a plan, and the reason if it is tried nevertheless. */
    private FilterChange refused() {
        return PreparedChange.repeatable(List.of(), () -> {
            throw new NotPermittedException("to see who manages the packet filter", String.join("; ", survey.notes()));
        });
    }

    /** Why no rule for this host would help: the packets are sent on, and kept out on their way. */
    private Optional<FilterObstacle> published(FirewallRule rule, Ruleset ruleset) {
        for (AddressBlock source : rule.sources()) {
            FilterQuestion question = new FilterQuestion(rule.protocol(), rule.ports(), source, rule.interfaceName());
            Evaluation.Outcome outcome = evaluate(question, ruleset);
            boolean onlyOnTheirWay = !outcome.dropping().isEmpty()
                    && outcome.dropping().stream()
                            .allMatch(id -> ruleset.chain(id)
                                    .flatMap(chain -> chain.base())
                                    .filter(base -> base.hook() == Hook.FORWARD)
                                    .isPresent());
            boolean kept = outcome.verdict().outcome() == FilterVerdict.Outcome.CLOSED
                    || outcome.verdict().outcome() == FilterVerdict.Outcome.PARTLY;
            if (kept && onlyOnTheirWay) {
                return Optional.of(new FilterObstacle(
                        FirewallEffect.BLOCKED,
                        "these connections are sent on to another address, as to the published port of a container, and a"
                                + " rule for this host does nothing for them: "
                                + outcome.verdict().reason()));
            }
        }
        return Optional.empty();
    }

    /** The families whose chain INPUT of iptables is there; both if that can't be seen. */
    private Set<AddressFamily> filtering() {
        if (survey.ruleset().isEmpty()) {
            return EnumSet.allOf(AddressFamily.class);
        }
        boolean legacy = survey.manager() == FirewallManager.IPTABLES_LEGACY;
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        for (AddressFamily family : AddressFamily.values()) {
            survey.ruleset()
                    .get()
                    .chain(new ChainId(IptablesTables.filter(family, legacy), "INPUT"))
                    .ifPresent(chain -> families.add(family));
        }
        return families;
    }

    @Override
    public List<FirewallEntry> list() {
        List<FirewallEntry> entries = new ArrayList<>();
        backends.present().forEach(backend -> entries.addAll(backend.list()));
        return entries;
    }

    @Override
    public List<FilterMark> remnants() {
        return backends.present().stream()
                .flatMap(backend -> backend.remnants().stream())
                .toList();
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        return backends.present().stream()
                .flatMap(backend -> backend.mark(id).stream())
                .findFirst();
    }

    /**
     * {@inheritDoc}
     *
     * <p>By all, as what is left of a rule, such as a record of it, is not a rule that could be found. One who can't look for it does not keep
     * the others from taking it away, and is no obstacle where another had it: a rule is made by one alone.
     */
    @Override
    public FilterChange removal(String id) {
        List<FilterChange> removals = new ArrayList<>();
        List<FirewallCommand> commands = new ArrayList<>();
        List<PortException> unseen = new ArrayList<>();
        for (RuleBackend backend : backends.present()) {
            try {
                FilterChange removal = backend.removal(id);
                removals.add(removal);
                commands.addAll(removal.commands());
            } catch (PortException e) {
                unseen.add(e);
            }
        }
        return PreparedChange.repeatable(commands, () -> applyAll(removals, commands.isEmpty() ? unseen : List.of()));
    }

    private static void applyAll(List<FilterChange> removals, List<PortException> before) {
        List<PortException> failures = new ArrayList<>(before);
        for (FilterChange removal : removals) {
            try {
                removal.apply();
            } catch (PortException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            PortException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        return backends.present().stream()
                .filter(backend -> backend.mark(id).isPresent())
                .findFirst()
                .map(backend -> backend.renewal(id, mark))
                .orElseGet(PreparedChange::none);
    }

    @Override
    public String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
