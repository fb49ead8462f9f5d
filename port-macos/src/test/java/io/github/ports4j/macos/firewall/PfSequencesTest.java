package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is opened, denied, renewed, taken away and cut off, and whatever others do meanwhile: what is others' stays as it is, what is
 * ours is found, and what is said of a packet is what becomes of it.
 */
@Tag("long")
class PfSequencesTest {
    private static final int SEQUENCES = "full".equals(System.getProperty("ports4j.series")) ? 2_000 : 500;
    private static final int STEPS = 6;
    private static final List<String> SOURCES = List.of(
            "10.0.0.0/30", "10.0.0.1", "10.0.0.4/31", "10.0.0.6", "0.0.0.0/0", "2001:db8::/126", "2001:db8::2", "::/0");
    private static final List<String> ASKED = List.of(
            "10.0.0.1", "10.0.0.0/30", "10.0.0.0/29", "10.0.0.7", "2001:db8::2", "2001:db8::/125", "2001:db8::7");
    private static final List<String> MAINS = List.of(
            FakePf.STOCK,
            "block drop in all\n" + FakePf.STOCK,
            FakePf.STOCK + "block drop in all\n",
            "block drop in quick inet proto tcp from 10.0.0.2 to any\n" + FakePf.STOCK,
            "pass in quick on en1 all\nblock drop in all\n" + FakePf.STOCK,
            "block return in on ! en0 all\n" + FakePf.STOCK + "block drop in proto tcp from any to any port 22\n",
            "block drop in all\npass in proto udp from ! 10.0.0.1 to any port 53\n" + FakePf.STOCK,
            "anchor \"com.apple/*\" in on en0 proto tcp\nblock drop in quick from 10.0.0.6 to any\n",
            "block drop out all\n" + FakePf.STOCK,
            "block drop all\npass in proto tcp all no state\n" + FakePf.STOCK + "pass out proto udp all no state\n",
            "block drop in all\npass in proto tcp from ! 10.0.0.1 to any port 8080:8081 no state\n" + FakePf.STOCK,
            "block drop all\n"); // a VPN's, without the hook
    private static final List<String> SIBLINGS = List.of(
            "com.apple/200.AirDrop",
            "com.apple/250.ApplicationFirewall",
            "com.apple/099.early",
            "com.apple/100.ports4j.zzz",
            "com.apple/100.ports4j.open.0badc0de.tcp.22-22",
            "somebody.else");
    private static final List<String> FOREIGN = List.of(
            "pass in all\n",
            "block drop in quick proto tcp from any to any port 22\n",
            "block drop in proto udp from 10.0.0.0/30 to any\n",
            "pass in quick on en1 proto tcp from any to any port 8080:8081\n",
            "block drop in proto tcp from any to any port 8080\n",
            "block drop out quick proto tcp all\n",
            "pass quick proto tcp all no state\n",
            "pass in quick inet6 proto tcp from 2001:db8::/127 to any\n");

    /** Ends this process, or has a program not end in time, at a call before or after it has its effect. */
    private static final class Faulty implements CommandRunner {
        private final CommandRunner runner;
        int calls = -1;
        boolean after;
        boolean crash;
        boolean happened;

        Faulty(CommandRunner runner) {
            this.runner = runner;
        }

        @Override
        public CommandResult run(FirewallCommand command) {
            boolean now = calls-- == 0;
            if (!now || after) {
                CommandResult result = runner.run(command);
                if (!now) {
                    return result;
                }
            }
            happened = true;
            if (crash) {
                throw new Crash();
            }
            throw new PortTimeoutException("a program", Duration.ofSeconds(1));
        }

        @Override
        public boolean isThere(String path) {
            return runner.isThere(path);
        }
    }

    /** An error, so that nothing is undone. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Run {
        private final Random random;
        private final FakePf pf = new FakePf();
        private final Faulty faulty = new Faulty(pf);
        private final PfFilter filter = PfFilterTest.filter(faulty);
        private final PfFilter sure = PfFilterTest.filter(pf);
        private final Set<Long> foreignTokens = new HashSet<>();
        private final Set<Long> leaked = new HashSet<>();
        private int made;
        private int judged;
        private int decided;

        Run(long seed) {
            random = new Random(seed);
            pf.noisy = random.nextBoolean();
        }

        private <T> T one(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private static boolean isOurs(String path, List<FakeRule> rules) {
            return RuleAnchor.parse(path).isPresent()
                    && rules.stream()
                            .anyMatch(rule -> FilterMark.parse(rule.label()).isPresent());
        }

        private Map<String, String> foreign() {
            Map<String, String> all = new LinkedHashMap<>();
            pf.rules.forEach((path, rules) -> {
                if (!isOurs(path, rules)) {
                    all.put(path, rules.toString());
                }
            });
            foreignTokens.stream()
                    .filter(pf.tokens::containsKey)
                    .sorted()
                    .forEach(token -> all.put("token " + token, "" + pf.tokens.get(token)));
            return all;
        }

        void go() {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(3) == 0) {
                    others();
                } else {
                    Map<String, String> before = foreign();
                    Set<Long> tokens = new HashSet<>(pf.tokens.keySet());
                    ours();
                    assertThat(foreign()).isEqualTo(before);
                    noteLeaks(tokens);
                }
                compare();
            }
            Map<String, String> before = foreign();
            for (FirewallEntry entry : sure.list()) {
                sure.removal(entry.id()).apply();
            }
            assertThat(foreign()).isEqualTo(before);
            assertThat(pf.rules.entrySet()).noneMatch(it -> isOurs(it.getKey(), it.getValue()));
            Set<Long> left = new HashSet<>(pf.tokens.keySet());
            left.removeAll(foreignTokens);
            assertThat(leaked).containsAll(left);
        }

        /** Taken by a call of ours that was cut off before the token was written: the one thing that can't be found again. */
        private void noteLeaks(Set<Long> before) {
            String labels = pf.text();
            for (Long token : pf.tokens.keySet()) {
                if (!before.contains(token)
                        && !labels.contains("ports4j-token:" + token + ":" + pf.tokens.get(token) + "\"")) {
                    assertThat(faulty.happened).as("lost without a fault").isTrue();
                    leaked.add(token);
                }
            }
        }

        private void others() {
            switch (random.nextInt(7)) {
                case 0 -> pf.load("", one(MAINS)); // also pfctl -f /etc/pf.conf, which keeps the anchors below
                case 1 -> pf.rules.remove(""); // pfctl -F all
                case 2 -> foreignTokens.add(pf.take());
                case 3 ->
                    foreignTokens.stream()
                            .filter(pf.tokens::containsKey)
                            .findAny()
                            .ifPresent(token -> {
                                pf.tokens.remove(token);
                                foreignTokens.remove(token);
                            });
                case 4 -> { // pfctl -d
                    pf.tokens.clear();
                    foreignTokens.clear();
                    leaked.clear();
                    if (random.nextBoolean()) {
                        foreignTokens.add(pf.take());
                    }
                }
                default -> pf.load(one(SIBLINGS), one(FOREIGN));
            }
        }

        private FirewallRule rule() {
            int first = one(List.of(22, 53, 8079, 8080, 8081));
            FirewallRule rule = FirewallRule.of(
                    random.nextInt(3) == 0 ? TransportProtocol.UDP : TransportProtocol.TCP,
                    PortRange.of(first, first + random.nextInt(3)));
            for (int i = random.nextInt(3); i >= 0; i--) {
                rule = rule.from(one(SOURCES));
            }
            return random.nextInt(3) == 0 ? rule.onInterface(one(List.of("en0", "en1"))) : rule;
        }

        private FilterMark mark(String id) {
            return new FilterMark(
                    id,
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochSecond(1 + random.nextInt(1 << 30))),
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(FilterMark.Owner.of(1 + random.nextInt(99_999), random.nextLong(), "", "b")),
                    random.nextBoolean() ? Optional.empty() : Optional.of("label"));
        }

        private void ours() {
            faulty.happened = false;
            faulty.calls = random.nextInt(3) == 0 ? random.nextInt(25) : -1;
            faulty.after = random.nextBoolean();
            faulty.crash = random.nextBoolean();
            try {
                List<FirewallEntry> there = sure.list();
                if (there.isEmpty() || random.nextInt(3) > 0) {
                    make();
                } else if (random.nextBoolean()) {
                    renew(one(there));
                } else {
                    filter.removal(one(there).id()).apply();
                }
            } catch (Crash | PortTimeoutException fault) {
                assertThat(faulty.happened).isTrue();
            } catch (FirewallException left) { // of an undoing that failed as well
                assertThat(faulty.happened).isTrue();
            }
            faulty.calls = -1;
        }

        private void make() {
            FilterRequest request = new FilterRequest(
                    random.nextBoolean() ? FirewallAction.OPEN : FirewallAction.DENY,
                    rule(),
                    mark(String.format("%08x", random.nextInt(1 << 20) << 8 | made++)));
            var change = filter.prepare(request);
            boolean willing = change.obstacle().isEmpty();
            assertThat(change.commands().isEmpty()).isEqualTo(!willing);
            if (willing) {
                try {
                    change.apply();
                } catch (PortTimeoutException undone) {
                    assertThat(sure.mark(request.mark().id())).as("undone").isEmpty();
                    throw undone;
                }
                assertThat(sure.mark(request.mark().id())).contains(request.mark());
                FirewallEntry entry = sure.list().stream()
                        .filter(it -> it.id().equals(request.mark().id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(entry.sources()).isEqualTo(request.rule().sources());
                assertThat(entry.interfaceName()).isEqualTo(request.rule().interfaceName());
                assertThat(entry.action()).isEqualTo(request.action());
                assertThat(pf.enabled() || request.action() == FirewallAction.OPEN)
                        .isTrue();
            }
        }

        private void renew(FirewallEntry entry) {
            FilterMark next = mark(entry.id());
            filter.renewal(entry.id(), next).apply();
            FirewallEntry after = sure.list().stream()
                    .filter(it -> it.id().equals(entry.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(after.sources()).isEqualTo(entry.sources());
            assertThat(after.expires()).isEqualTo(next.expires());
        }

        private void compare() {
            TransportProtocol protocol = random.nextBoolean() ? TransportProtocol.TCP : TransportProtocol.UDP;
            int first = one(List.of(22, 53, 8079, 8080, 8082));
            PortRange ports = PortRange.of(first, first + random.nextInt(2));
            AddressBlock source = AddressBlock.parse(one(ASKED));
            Optional<String> name = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(one(List.of("en0", "en1")));
            FilterVerdict verdict = sure.judge(new FilterQuestion(protocol, ports, source, name));
            assertThat(verdict.filtered()).isEqualTo(pf.enabled());
            Set<Boolean> seen = new HashSet<>();
            boolean anInterfaceDecides = false;
            boolean forNothing = false;
            for (String address : addresses(source)) {
                for (int port = ports.first(); port <= ports.last(); port++) {
                    Set<Boolean> byInterface = new HashSet<>();
                    for (String on : name.map(List::of).orElse(List.of("en0", "en1", "en7"))) {
                        FakePacket packet = new FakePacket(protocol.toString(), port, address, on);
                        byInterface.add(pf.lets(packet));
                        forNothing |= pf.comesInForNothing(packet);
                    }
                    anInterfaceDecides |= byInterface.size() > 1;
                    seen.addAll(byInterface);
                }
            }
            Outcome real = seen.size() == 2 ? Outcome.PARTLY : seen.contains(true) ? Outcome.OPEN : Outcome.CLOSED;
            boolean twoNames =
                    pf.enabled() && pf.text().contains("port = http-alt") && protocol == TransportProtocol.TCP;
            judged++;
            if (anInterfaceDecides || (forNothing && verdict.outcome() != real)) {
                assertThat(verdict.outcome()).as(verdict.reason()).isIn(Outcome.UNKNOWN, Outcome.PARTLY);
            } else if (twoNames && verdict.outcome() == Outcome.PARTLY) {
                assertThat(seen).as(verdict.reason()).contains(false);
            } else if (!twoNames || verdict.outcome() != Outcome.UNKNOWN) {
                assertThat(verdict.outcome())
                        .as(() -> verdict + "\n" + pf.text())
                        .isEqualTo(real);
                decided++;
            }
        }

        private static List<String> addresses(AddressBlock block) {
            String head = block.family() == AddressFamily.IPV4 ? "10.0.0." : "2001:db8::";
            List<String> all = new ArrayList<>();
            for (int last = 0; last < 8; last++) {
                if (block.contains(AddressBlock.parse(head + last))) {
                    all.add(head + last);
                }
            }
            return all;
        }
    }

    @Test
    void nothingOfOthersChangesAndNothingOfOursStays() {
        int judged = 0;
        int decided = 0;
        Set<Boolean> leaks = new HashSet<>();
        for (long seed = 0; seed < SEQUENCES; seed++) {
            Run run = new Run(seed);
            try {
                run.go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "sequence " + seed + ": "
                                + run.pf.calls.stream().map(String::valueOf).collect(Collectors.joining("\n")),
                        e);
            }
            judged += run.judged;
            decided += run.decided;
            leaks.add(!run.leaked.isEmpty());
        }
        assertThat(decided).isGreaterThan(judged * 3 / 4);
        assertThat(leaks).as("sequences with a token that was lost, and others").containsExactlyInAnyOrder(true, false);
    }
}
