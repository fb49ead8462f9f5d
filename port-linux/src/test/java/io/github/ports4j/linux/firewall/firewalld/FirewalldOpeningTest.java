package io.github.ports4j.linux.firewall.firewalld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewalldOpeningTest extends RuleBackendContract {
    private static final String ANY4 = "rule family=\"ipv4\" port port=\"8080\" protocol=\"tcp\" accept";
    private static final String ANY6 = "rule family=\"ipv6\" port port=\"8080\" protocol=\"tcp\" accept";

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
                .hasToString("/usr/bin/firewall-cmd --zone=internal '--add-rich-rule=rule family=\"ipv4\" source"
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

    @Test
    void aRuleThatSomebodyHasIsNotOurs() {
        firewalld.has("public", ANY4);
        String before = state();
        RuleBackend backend = backend(firewalld);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        assertThat(backend.list().get(0).rules())
                .containsExactlyInAnyOrder("public: " + ANY6, "internal: " + ANY4, "internal: " + ANY6);
        backend.removal(Requests.ID).apply();
        assertThat(state()).isEqualTo(before);
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
    void whereAllIsThereAlreadyThereIsAnObstacle() {
        firewalld.has("internal", ANY4);
        FirewallRule rule = FirewallRule.tcp(8080).from("0.0.0.0/0").onInterface("eth0.5");
        assertThat(backend(firewalld).prepare(Requests.open(rule)).obstacle()).isPresent();
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
    @CsvSource({"112, Error: INVALID_ZONE: nix", "254, ERROR: something", "1, Traceback"})
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
