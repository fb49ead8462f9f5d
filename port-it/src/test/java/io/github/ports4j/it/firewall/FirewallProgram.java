package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.PortException;
import io.github.ports4j.PortRange;
import io.github.ports4j.Ports;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The library in a JVM in the host: a line asks, and a line answers. */
final class FirewallProgram {
    /** Before the class and the message of what the library has thrown. */
    static final String THROWN = "thrown";

    private final Firewall firewall = Ports.local().firewall();
    private final Map<String, FirewallLease> leases = new HashMap<>();

    private FirewallProgram() {}

    public static void main(String... arguments) throws IOException {
        FirewallProgram program = new FirewallProgram();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(Line.of(program.answer(Line.words(line))));
        }
    }

    private List<String> answer(List<String> asked) {
        try {
            return carriedOut(asked.get(0), asked.subList(1, asked.size()));
        } catch (PortException | IllegalArgumentException | IllegalStateException e) {
            return List.of(THROWN, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
    }

    private List<String> carriedOut(String verb, List<String> words) {
        return switch (verb) {
            case "make" -> made(action(words), rule(words));
            case "plan" -> planned(action(words), rule(words));
            case "verify" -> List.of(lease(words).verify().name());
            case "close" -> {
                lease(words).close();
                leases.remove(words.get(0));
                yield List.of();
            }
            case "query" -> {
                FirewallAnswer answer =
                        firewall.query(TransportPort.parse(words.get(0)), AddressBlock.parse(words.get(1)));
                yield List.of(answer.kind().name(), answer.reason());
            }
            case "list" -> texts(firewall.list());
            case "sweep" -> texts(firewall.sweep());
            case "remove" ->
                List.of(Boolean.toString(firewall.remove(firewall.list().get(0))));
            case "status" -> {
                FirewallStatus status = firewall.status();
                yield List.of(status.manager().toString(), status.toString());
            }
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private List<String> made(FirewallAction action, FirewallRule rule) {
        FirewallLease lease = action == FirewallAction.OPEN ? firewall.open(rule) : firewall.deny(rule);
        String name = Integer.toString(leases.size());
        leases.put(name, lease);
        return List.of(name, lease.effect().name(), lease.reason());
    }

    private List<String> planned(FirewallAction action, FirewallRule rule) {
        FirewallPlan plan = action == FirewallAction.OPEN ? firewall.plan(rule) : firewall.planDeny(rule);
        List<String> words =
                new ArrayList<>(List.of(plan.effect().map(Enum::name).orElse("unknown"), plan.reason()));
        plan.commands().stream().map(FirewallCommand::toString).forEach(words::add);
        return words;
    }

    private static List<String> texts(List<FirewallEntry> entries) {
        return entries.stream().map(FirewallEntry::toString).toList();
    }

    private FirewallLease lease(List<String> words) {
        return Stream.ofNullable(leases.get(words.get(0))).findFirst().orElseThrow();
    }

    private static FirewallAction action(List<String> words) {
        return FirewallAction.valueOf(words.get(0));
    }

    /** Of protocol, port, whether into the blocking chain, seconds or 0, and sources; any if there are none. */
    private static FirewallRule rule(List<String> words) {
        int port = Integer.parseInt(words.get(2));
        FirewallRule rule = FirewallRule.of(
                TransportProtocol.valueOf(words.get(1).toUpperCase(Locale.ROOT)), PortRange.of(port, port));
        rule = Boolean.parseBoolean(words.get(3)) ? rule.intoBlockingChain() : rule;
        long seconds = Long.parseLong(words.get(4));
        rule = seconds == 0 ? rule : rule.lasting(Duration.ofSeconds(seconds));
        List<String> sources = words.subList(5, words.size());
        return sources.isEmpty() ? rule.fromAny() : rule.from(sources.toArray(String[]::new));
    }
}
