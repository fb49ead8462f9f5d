package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortException;
import io.github.ports4j.Ports;
import io.github.ports4j.TransportPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A process in the host that does with its firewall what it is told, a line for each, and says in a line what came of it. */
final class FirewallUser {
    /** What it says of a list without any. */
    static final String NOTHING = "nothing";

    private final Firewall firewall = Ports.local().firewall();
    private Optional<FirewallLease> lease = Optional.empty();

    private FirewallUser() {}

    public static void main(String... arguments) throws IOException {
        FirewallUser user = new FirewallUser();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String said;
            try {
                said = user.told(List.of(line.split(" ")));
            } catch (PortException e) {
                said = "failed: " + e;
            }
            System.out.println(said.replace('\n', ' '));
        }
    }

    private String told(List<String> words) {
        return switch (words.get(0)) {
            case "list" -> text(firewall.list());
            case "sweep" -> text(firewall.sweep());
            case "remove" ->
                text(firewall.list().stream().filter(firewall::remove).toList());
            case "query" ->
                firewall.query(port(words), AddressBlock.parse("0.0.0.0/0")).kind() + " "
                        + firewall.query(port(words), AddressBlock.parse("::/0"))
                                .kind();
            case "close" -> {
                lease.ifPresent(FirewallLease::close);
                yield "closed";
            }
            case "detach" -> {
                lease.orElseThrow().detach();
                yield "detached";
            }
            case "verify" -> lease.orElseThrow().verify().toString();
            default -> made(words);
        };
    }

    private static TransportPort port(List<String> words) {
        return TransportPort.tcp(Integer.parseInt(words.get(1)));
    }

    /** {@code OPEN} or {@code DENY}, the port, then any of {@code held}, {@code into} and a number of seconds. */
    private String made(List<String> words) {
        FirewallRule rule = FirewallRule.tcp(Integer.parseInt(words.get(1))).fromAny();
        for (String word : words.subList(2, words.size())) {
            rule = switch (word) {
                case "held" -> rule.endingWithProcess();
                case "into" -> rule.intoBlockingChain();
                default -> rule.lasting(Duration.ofSeconds(Long.parseLong(word)));
            };
        }
        FirewallLease made =
                FirewallAction.valueOf(words.get(0)) == FirewallAction.OPEN ? firewall.open(rule) : firewall.deny(rule);
        lease = Optional.of(made);
        return made.effect().name() + " " + made.id().orElse("without a rule: " + made.reason());
    }

    private static String text(List<FirewallEntry> entries) {
        return entries.isEmpty()
                ? NOTHING
                : entries.stream().map(FirewallEntry::toString).collect(Collectors.joining(" | "));
    }
}
