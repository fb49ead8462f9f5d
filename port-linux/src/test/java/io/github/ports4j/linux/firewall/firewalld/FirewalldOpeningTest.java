package io.github.ports4j.linux.firewall.firewalld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.Requests;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.backend.RuleBackendContract;
import io.github.ports4j.linux.firewall.backend.Scripted;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewalldOpeningTest extends RuleBackendContract {
    private static final String ANY4 =
            "rule priority=\"9468\" family=\"ipv4\" port port=\"8080\" protocol=\"tcp\" accept"; // 1a2b3c4d
    private static final String ANY6 =
            "rule priority=\"9468\" family=\"ipv6\" port port=\"8080\" protocol=\"tcp\" accept";

    @TempDir
    Path root;

    private final FakeFirewalld firewalld = new FakeFirewalld();

    @BeforeEach
    void aHostWithRulesOfItsOwn() {
        firewalld.has(
                "public",
                "rule family=\"ipv4\" source address=\"10.0.0.0/9\" port port=\"8000-8010\" protocol=\"udp\" reject");
        firewalld.bind("eth0.5", "internal");
    }

    private Path directory() {
        return root.resolve("ports4j");
    }

    static int uid(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    protected RuleBackend backend(CommandRunner programs) {
        return new FirewalldOpening(
                programs,
                () -> List.of("eth0", "eth0.5", "wlan0"),
                new RecordDirectory(directory(), uid(root)),
                Clock.fixed(Requests.NOW, ZoneOffset.UTC));
    }

    @Override
    protected CommandRunner programs() {
        return firewalld;
    }

    @Override
    protected String state() {
        return firewalld.rules();
    }

    @Override
    protected int copies(FirewallRule rule) {
        return rule.interfaceName().isPresent() ? 1 : 2; // in public and in internal
    }

    @Override
    protected FilterRequest request(FirewallRule rule) {
        return Requests.open(rule);
    }

    private long records() {
        if (!Files.exists(directory())) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory())) {
            return files.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theCommandsAreWhatAnAdministratorWouldType() {
        FirewallRule rule =
                FirewallRule.tcp(8080).from("10.0.0.0/8").onInterface("eth0.5").lasting(Duration.ofMinutes(10));
        assertThat(backend(firewalld).prepare(Requests.open(rule)).commands())
                .singleElement()
                .hasToString(
                        "/usr/bin/firewall-cmd --zone=internal '--add-rich-rule=rule priority=\"9468\" family=\"ipv4\" source"
                                + " address=\"10.0.0.0/8\" port port=\"8080\" protocol=\"tcp\" accept' --timeout=600");
    }

    @Test
    void firewalldItselfEndsARuleThatIsRenewedAtItsNewTime() {
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny().lasting(Duration.ofMinutes(10))))
                .apply();
        assertThat(firewalld.state()).contains(ANY4 + "=600").contains(ANY6 + "=600");
        backend.renewal(Requests.ID, Requests.RENEWED).apply();
        assertThat(firewalld.state()).contains(ANY4 + "=1200").contains(ANY6 + "=1200");
        backend.renewal(Requests.ID, Requests.MARK.expiring(Optional.empty())).apply();
        assertThat(firewalld.state()).contains(ANY4 + "=for ever");
    }

    /** Also if they make it when ours is there, or when firewalld has lost ours. */
    @Test
    void anEqualRuleOfSomebodyElseIsNotOurs() {
        String theirs = ANY4.replace("priority=\"9468\" ", "");
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        firewalld.has("public", theirs);
        assertThat(backend.list().get(0).rules())
                .containsExactlyInAnyOrder(
                        "public: " + ANY4, "public: " + ANY6, "internal: " + ANY4, "internal: " + ANY6);
        firewalld.reload();
        firewalld.has("public", theirs);
        String before = state();
        assertThat(backend.list()).isEmpty();
        backend.removal(Requests.ID).apply();
        assertThat(state()).isEqualTo(before).contains(theirs);
    }

    @Test
    void aZoneThatHasGoneHasNoRulesOfOurs() {
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        firewalld.delete("internal");
        assertThat(backend.list().get(0).rules()).containsExactlyInAnyOrder("public: " + ANY4, "public: " + ANY6);
        assertThat(backend.mark(Requests.ID)).contains(Requests.MARK);
        backend.removal(Requests.ID).apply();
        assertThat(backend.list()).isEmpty();
        assertThat(records()).isZero();
    }

    /** It takes most of a second to answer. */
    @Test
    void oneLookAsksOnceForEachZone() {
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).from("10.0.0.0/8", "fd00::/8", "192.0.2.7")))
                .apply();
        List<String> calls = new ArrayList<>();
        CommandRunner counted = new CommandRunner() {
            @Override
            public CommandResult run(FirewallCommand command) {
                calls.add(command.toString());
                return firewalld.run(command);
            }

            @Override
            public boolean isThere(String path) {
                return true;
            }
        };
        assertThat(backend(counted).list()).hasSize(1);
        assertThat(calls).hasSize(2);
    }

    /**
     * One process looks for forgotten records; it has read one whose time is over when another renews that rule, which is out of force for
     * a moment.
     */
    @Test
    void aRecordIsNotForgottenWhileItsRuleIsRenewed() throws InterruptedException {
        FilterMark old = Requests.MARK.expiring(Optional.of(Requests.NOW.minusSeconds(1)));
        FirewallRule rule = FirewallRule.tcp(8080).from("10.0.0.0/8").onInterface("eth0.5");
        backend(firewalld)
                .prepare(new FilterRequest(FirewallAction.OPEN, rule, old))
                .apply();
        CountDownLatch outOfForce = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        RuleBackend renewing = backend(at("--remove-rich-rule", () -> {
            outOfForce.countDown();
            await(looked);
        }));
        FilterChange renewal = renewing.renewal(Requests.ID, Requests.RENEWED);
        Thread renewer = new Thread(renewal::apply);
        FilterMark mark = new FilterMark("00000002", Optional.empty(), Optional.empty(), Optional.empty());
        backend(at("--list-rich-rules", () -> {
                    if (renewer.getState() == Thread.State.NEW) {
                        renewer.start();
                        while (outOfForce.getCount() > 0 && renewer.getState() != Thread.State.BLOCKED) {
                            Thread.onSpinWait();
                        }
                    }
                }))
                .prepare(new FilterRequest(
                        FirewallAction.OPEN, FirewallRule.tcp(9).from("10.0.0.0/8"), mark))
                .apply();
        looked.countDown();
        renewer.join();
        assertThat(backend(firewalld).mark(Requests.ID)).contains(Requests.RENEWED);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Programs that have done a command with this option when this is run. */
    private CommandRunner at(String option, Runnable then) {
        return new CommandRunner() {
            @Override
            public CommandResult run(FirewallCommand command) {
                boolean remove = option.startsWith("--remove");
                boolean meant = command.toString().contains(option);
                if (meant && !remove) {
                    then.run();
                }
                CommandResult result = firewalld.run(command);
                if (meant && remove) {
                    then.run();
                }
                return result;
            }

            @Override
            public boolean isThere(String path) {
                return true;
            }
        };
    }

    @Test
    void aRuleThatSomebodyMadeAtTheLastMomentIsNotOurs() {
        CommandRunner programs = new CommandRunner() {
            @Override
            public CommandResult run(FirewallCommand command) {
                if (command.toString().contains("--add-rich-rule=" + ANY4)) {
                    firewalld.has("public", ANY4);
                }
                return firewalld.run(command);
            }

            @Override
            public boolean isThere(String path) {
                return true;
            }
        };
        RuleBackend backend = backend(programs);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        backend.removal(Requests.ID).apply();
        assertThat(state()).contains("public " + ANY4).doesNotContain("ipv6");
        assertThat(records()).isZero();
    }

    @Test
    void anInterfaceThatSharesItsZoneCanNotBeOpenedAlone() {
        RuleBackend backend = backend(firewalld);
        FilterRequest request = Requests.open(FirewallRule.tcp(8080).fromAny().onInterface("eth0"));
        assertThatThrownBy(() -> backend.prepare(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the zone public of eth0 is also that of wlan0");
    }

    @Test
    void rulesThatFirewalldLostAreNotListedAndTheirRecordGoesWithTheRemoval() {
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        firewalld.reload();
        assertThat(backend.list()).isEmpty();
        assertThat(backend.mark(Requests.ID)).isEmpty();
        assertThat(records()).isEqualTo(1);
        backend.removal(Requests.ID).apply();
        assertThat(records()).isZero();
    }

    @Test
    void recordWithoutARuleIsARemnant() {
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        assertThat(backend.remnants()).isEmpty();
        firewalld.reload();
        assertThat(backend.remnants()).containsExactly(Requests.MARK);
        backend.removal(Requests.ID).apply();
        assertThat(backend.remnants()).isEmpty();
    }

    /** Nothing is out of force for any moment, and whoever is killed in it has not lost a rule. */
    @Test
    void anotherOwnerIsAChangeOfTheRecordAlone() {
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        FilterChange change = backend.renewal(Requests.ID, Requests.MARK.detached());
        assertThat(change.commands()).isEmpty();
        change.apply();
        assertThat(backend.mark(Requests.ID)).contains(Requests.MARK.detached());
    }

    @Test
    void recordsOfRulesWhoseTimeIsOverGoWithTheNextRule() {
        FilterMark old = new FilterMark(
                "00000001", Optional.of(Requests.NOW.minusSeconds(1)), Optional.empty(), Optional.empty());
        RuleBackend backend = backend(firewalld);
        backend.prepare(new FilterRequest(
                        Requests.open(FirewallRule.tcp(1).fromAny()).action(),
                        FirewallRule.tcp(1).fromAny(),
                        old))
                .apply();
        firewalld.reload();
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        assertThat(records()).isEqualTo(1);
    }

    @Test
    void aUserWhomFirewalldDoesNotLetAskStillGetsAPlan() {
        Scripted program = new Scripted()
                .answer(
                        "/usr/bin/firewall-cmd",
                        253,
                        "",
                        "Authorization failed.\n    Make sure polkit agent is running or run the application as superuser.\n");
        RuleBackend backend = backend(program);
        FilterChange change =
                backend.prepare(Requests.open(FirewallRule.tcp(8080).from("10.0.0.0/8")));
        assertThat(change.commands())
                .singleElement()
                .asString()
                .startsWith("/usr/bin/firewall-cmd '--add-rich-rule=rule ");
        assertThatThrownBy(change::apply).isInstanceOf(NotPermittedException.class);
        assertThat(Firewalld.state(program)).isEqualTo(Firewalld.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({"0, RUNNING", "252, ABSENT", "36, ABSENT", "253, NOT_AUTHORIZED"})
    void whetherItRuns(int exit, Firewalld state) {
        assertThat(Firewalld.state(new Scripted().answer("/usr/bin/firewall-cmd --state", exit, "", "")))
                .isEqualTo(state);
        assertThat(Firewalld.state(new Scripted())).isEqualTo(Firewalld.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({"254, ERROR: something", "1, Traceback"})
    void whatIsNotUnderstoodIsSaid(int exit, String error) {
        Scripted program = new Scripted().answer("/usr/bin/firewall-cmd", exit, "", error);
        RuleBackend backend = backend(program);
        FilterRequest request = Requests.open(FirewallRule.tcp(8080).fromAny());
        assertThatThrownBy(() -> backend.prepare(request))
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining(error);
        assertThat(records()).isZero();
    }

    @Test
    void activeZonesAreReadInBothOfTheirForms() {
        String listed = "internal\n  sources: 10.9.0.0/16\npublic (default)\n  interfaces: eth0 wlan0\n";
        Scripted program = new Scripted().answer("/usr/bin/firewall-cmd --get-active-zones", 0, listed, "");
        assertThat(new FirewallCmd(program).activeZones()).containsExactly("internal", "public");
    }
}
