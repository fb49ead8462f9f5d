package io.github.ports4j.macos.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pf in memory behind a pfctl that speaks as that of macOS does: anchors that are there as long as they hold rules, references with
 * tokens, rules in their normal form. It decides packets by rules of its own ({@link FakeRule}), without a look at the code under test.
 */
final class FakePf implements CommandRunner {
    static final String STOCK = "scrub-anchor \"com.apple/*\" all fragment reassemble\nanchor \"com.apple/*\" all\n";

    private static final String BANNER = """
            pfctl: Use of -f option, could result in flushing of rules
            present in the main ruleset added by the system at startup.
            See /etc/pf.conf for further details.

            """;
    private static final String NO_ALTQ = "No ALTQ support in kernel\nALTQ related functions disabled\n";

    /** Filter rules by the path of their anchor; the main ruleset is the empty one. In the order of strcmp(3). */
    final TreeMap<String, List<FakeRule>> rules =
            new TreeMap<>((one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8)));

    final Map<String, String> translation = new HashMap<>();

    /** Token to the pid that took it. */
    final Map<Long, Long> tokens = new LinkedHashMap<>();

    final Set<String> skipped = new TreeSet<>();
    final List<List<String>> calls = new ArrayList<>();
    boolean root = true;
    boolean noisy = true;
    private long pid = 4000;

    FakePf() {
        load("", STOCK);
    }

    boolean enabled() {
        return !tokens.isEmpty();
    }

    /** What somebody else does: {@code pfctl -a path -f -}. */
    void load(String path, String text) {
        List<FakeRule> loaded = text.lines().map(FakeRule::parse).toList();
        rules.remove(path);
        if (!loaded.isEmpty()) {
            rules.put(path, loaded);
        }
    }

    /** {@code pfctl -E} of somebody else. The number is free again when it was given back, as the kernel's addresses are. */
    long take() {
        long token = 1_505_300_000_000_000_000L;
        while (tokens.containsKey(token)) {
            token += 64;
        }
        tokens.put(token, ++pid);
        return token;
    }

    /** All that is not ours, to be compared. */
    String text() {
        return rules.entrySet().stream()
                .map(it -> it.getKey() + ":" + it.getValue())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public boolean isThere(String path) {
        return path.equals("/sbin/pfctl");
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        calls.add(command.argv());
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < command.argv().size(); i++) {
            String option = command.argv().get(i);
            boolean argument = "-a -f -s -F -X".contains(option);
            options.put(option, argument ? command.argv().get(++i) : "");
        }
        StringBuilder error = new StringBuilder(options.containsKey("-f") ? BANNER : "");
        if (options.containsKey("-n")) {
            return loading(null, command.standardInput(), error);
        }
        if (!root) {
            return new CommandResult(1, "", error + "pfctl: /dev/pf: Permission denied\n");
        }
        error.append(noisy ? NO_ALTQ : "");
        String anchor = options.getOrDefault("-a", "");
        if (options.containsKey("-f")) {
            return loading(anchor, command.standardInput(), error);
        } else if (options.containsKey("-F")) {
            rules.remove(anchor);
            return new CommandResult(0, "", error + "rules cleared\n");
        } else if (options.containsKey("-E")) {
            return new CommandResult(0, "", error + "pf enabled\nToken : " + take() + "\n");
        } else if (options.containsKey("-X")) {
            return giveBack(Long.parseLong(options.get("-X")), error);
        }
        return show(options, anchor, error);
    }

    private CommandResult loading(@Nullable String anchor, String text, StringBuilder error) {
        try {
            PfGrammar.check(text);
        } catch (AssertionError wrong) {
            return new CommandResult(
                    1, "", error + "stdin:1: syntax error\npfctl: Syntax error in config file: pf rules not loaded\n");
        }
        if (anchor != null) {
            load(anchor, text);
        }
        return new CommandResult(0, "", error.toString());
    }

    private CommandResult giveBack(long token, StringBuilder error) {
        if (tokens.isEmpty()) {
            return new CommandResult(1, "", error + "pfctl: pf not enabled\n");
        }
        if (tokens.remove(token) == null) {
            return new CommandResult(1, "", error + "pfctl: pf: token invalid\n");
        }
        return new CommandResult(
                0,
                "",
                error
                        + (tokens.isEmpty()
                                ? "pf disabled\n"
                                : "disable request successful. " + tokens.size()
                                        + " more pf enable reference(s) remaining, pf still enabled.\n"));
    }

    private CommandResult show(Map<String, String> options, String anchor, StringBuilder error) {
        String what = String.valueOf(options.get("-s"));
        boolean there = anchor.isEmpty()
                || rules.keySet().stream().anyMatch(path -> path.equals(anchor) || path.startsWith(anchor + "/"));
        if (Set.of("rules", "nat", "labels").contains(what) && !there) {
            return new CommandResult(0, "", error + "pfctl: DIOCGETRULES: Invalid argument\n");
        }
        List<FakeRule> here = rules.getOrDefault(anchor, List.of());
        String out = switch (what) {
            case "info" ->
                (enabled() ? "Status: Enabled for 0 days 00:00:07" : "Status: Disabled")
                        + "           Debug: Urgent\n\nState Table                          Total             Rate\n";
            case "rules" -> lines(here.stream().map(FakeRule::printed).toList());
            case "nat" -> translation.getOrDefault(anchor, "");
            case "labels" ->
                lines(here.stream()
                        .filter(rule -> !rule.label().isEmpty())
                        .map(rule -> rule.label() + " 7 0 0 0 0 0 0")
                        .toList());
            case "Anchors" -> anchors(anchor);
            case "References" -> references();
            case "Interfaces" ->
                lines(List.of("en0", "en1", "lo0").stream()
                        .map(name -> name + (skipped.contains(name) ? " (skip)" : ""))
                        .toList());
            default -> throw new AssertionError("not a question of ours: " + options);
        };
        if (what.equals("Anchors") && !there) {
            error.append("pfctl: Anchor '").append(anchor).append("' not found.\n");
        }
        return new CommandResult(0, out, error.toString());
    }

    private String anchors(String anchor) {
        String below = anchor.isEmpty() ? "" : anchor + "/";
        Set<String> names = new TreeSet<>();
        for (String path : rules.keySet()) {
            if (path.startsWith(below) && path.length() > below.length()) {
                names.add(below + path.substring(below.length()).split("/", 2)[0]);
            }
        }
        return lines(names.stream().map(name -> "  " + name).toList());
    }

    private String references() {
        if (tokens.isEmpty()) {
            return "No pf starter references held\n";
        }
        return "TOKENS:\nPID      Process Name                 TOKEN                    TIMESTAMP                  \n"
                + tokens.entrySet().stream()
                        .map(it -> String.format(
                                "%-8d %-28s %-24d 0 days 00:00:00%n", it.getValue(), "pfctl", it.getKey()))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Whether pf lets a connection come about: its own words, no code of ours. What is said of it by nobody passes without a state. */
    boolean lets(FakePacket first) {
        if (!enabled() || skipped.contains(first.interfaceName())) {
            return true;
        }
        Verdict verdict = walked(first);
        return verdict.pass && (verdict.state || letsTheRest(first));
    }

    private boolean letsTheRest(FakePacket first) {
        List<FakePacket> rest = first.protocol().equals("tcp")
                ? List.of(first.then("out", "SA"), first.then("in", "A"), first.then("out", "A"))
                : List.of(first.then("out", ""));
        return rest.stream().allMatch(packet -> walked(packet).pass);
    }

    /** Whether it is also for the routes to say, or for the program: it comes in, but what is said to it may not go, or goes by one interface only. */
    boolean comesInForNothing(FakePacket first) {
        Verdict verdict = walked(first);
        Set<Boolean> rest = List.of("en0", "en1", "en7").stream()
                .map(name -> new FakePacket(first.protocol(), first.port(), first.source(), name))
                .map(this::letsTheRest)
                .collect(Collectors.toSet());
        return enabled()
                && verdict.pass
                && !verdict.state
                && (first.protocol().equals("udp") ? rest.contains(false) : rest.size() > 1);
    }

    private Verdict walked(FakePacket packet) {
        Verdict verdict = new Verdict();
        walk("", packet, verdict);
        return verdict;
    }

    private static final class Verdict {
        boolean pass = true;
        boolean state;
        boolean ended;
    }

    private void walk(String path, FakePacket packet, Verdict verdict) {
        for (FakeRule rule : rules.getOrDefault(path, List.of())) {
            if (verdict.ended) {
                return;
            }
            if (!rule.isFor(packet)) {
                continue;
            }
            if (rule.call().isEmpty()) {
                verdict.pass = rule.verb().equals("pass");
                verdict.state = verdict.pass && !rule.stateless();
                verdict.ended = rule.quick();
            } else {
                String called = (path.isEmpty() ? "" : path + "/") + rule.call();
                if (!called.endsWith("/*")) {
                    walk(called, packet, verdict);
                } else {
                    String below = called.substring(0, called.length() - 1);
                    List<String> children = rules.keySet().stream()
                            .filter(it -> it.startsWith(below) && it.indexOf('/', below.length()) < 0)
                            .toList();
                    children.forEach(child -> {
                        if (!verdict.ended) {
                            walk(child, packet, verdict);
                        }
                    });
                }
            }
        }
    }
}
