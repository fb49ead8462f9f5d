package io.github.ports4j.linux.firewall.ufw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.Requests;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.backend.RuleBackendContract;
import io.github.ports4j.linux.firewall.backend.Scripted;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UfwOpeningTest extends RuleBackendContract {
    @TempDir
    Path root;

    private FakeUfw ufw;

    @BeforeEach
    void aHostWithRulesOfItsOwn() {
        ufw = new FakeUfw(root);
        ufw.has(false, "limit tcp 22 0.0.0.0/0 any 0.0.0.0/0 in comment=737368");
        ufw.has(false, "deny any any 0.0.0.0/0 any 10.0.0.0/9 in");
        ufw.has(false, "allow tcp 80 0.0.0.0/0 any 0.0.0.0/0 Nginx%20HTTP - in");
        ufw.has(true, "deny any any ::/0 any 2001:db8:dead::/48 in");
    }

    @Override
    protected RuleBackend backend(CommandRunner programs) {
        return new UfwOpening(new UfwFiles(root), programs);
    }

    @Override
    protected CommandRunner programs() {
        return ufw;
    }

    @Override
    protected String state() {
        return ufw.state();
    }

    @Override
    protected FilterRequest request(FirewallRule rule) {
        return Requests.open(rule);
    }

    @Test
    void theCommandsAreWhatAnAdministratorWouldType() {
        FirewallRule rule = FirewallRule.tcp(8080).from("10.0.0.0/8", "fd00::5").onInterface("eth0");
        assertThat(backend(ufw).prepare(Requests.open(rule)).commands().toString())
                .isEqualTo("[/usr/sbin/ufw prepend allow in on eth0 proto tcp from fd00::5 to any port 8080 comment "
                        + Requests.MARK
                        + ", /usr/sbin/ufw prepend allow in on eth0 proto tcp from 10.0.0.0/8 to any port 8080 comment "
                        + Requests.MARK + "]");
    }

    /** ufw would give the user's rule our comment, or turn the denial into an opening. */
    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny", "reject", "limit", "allow_log"})
    void aRuleOfAUserForTheSamePacketsIsNeitherAdoptedNorChanged(String action) {
        ufw.has(false, action + " tcp 8080 0.0.0.0/0 any 10.0.0.0/8 in");
        String before = state();
        FilterChange change =
                backend(ufw).prepare(Requests.open(FirewallRule.tcp(8080).from("10.0.0.0/8", "192.168.0.0/16")));
        assertThat(change.obstacle()).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.effect()).isEqualTo(FirewallEffect.BLOCKED);
            assertThat(obstacle.reason()).contains(action + " tcp 8080 0.0.0.0/0 any 10.0.0.0/8 in");
        });
        assertThat(change.commands()).isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    /** ufw writes addresses as inet_ntop does. */
    @Test
    void aRuleOfAUserIsForTheSamePacketsAlsoIfItsAddressIsWrittenOtherwise() {
        ufw.has(true, "deny tcp 8080 ::/0 any ::1.2.3.4 in");
        assertThat(backend(ufw)
                        .prepare(Requests.open(FirewallRule.tcp(8080).from("::102:304")))
                        .obstacle())
                .isPresent();
    }

    @Test
    void aUsersRuleThatCameAfterTheLookIsLeftAlone() {
        FilterChange change =
                backend(ufw).prepare(Requests.open(FirewallRule.tcp(8080).from("10.0.0.0/8", "192.168.0.0/16")));
        ufw.has(false, "allow tcp 8080 0.0.0.0/0 any 10.0.0.0/8 in comment=686572");
        String before = state();
        assertThatThrownBy(change::apply).isInstanceOf(FirewallException.class).hasMessageContaining("only one");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aUsersRuleThatCameAtTheLastMomentIsLeftAlone() {
        CommandRunner programs = new CommandRunner() {
            @Override
            public io.github.ports4j.posix.CommandResult run(io.github.ports4j.FirewallCommand command) {
                if (command.argv().contains("10.0.0.0/8") && !state().contains("in comment=686572")) {
                    ufw.has(false, "allow tcp 8080 0.0.0.0/0 any 10.0.0.0/8 in comment=686572");
                }
                return ufw.run(command);
            }

            @Override
            public boolean isThere(String path) {
                return true;
            }
        };
        FirewallRule rule = FirewallRule.tcp(8080).from("10.0.0.0/8", "192.168.0.0/16");
        FilterChange change = backend(programs).prepare(Requests.open(rule));
        assertThatThrownBy(change::apply).isInstanceOf(FirewallException.class).hasMessageContaining("Skipping");
        assertThat(state()).contains("10.0.0.0/8 in comment=686572").doesNotContain("192.168.0.0/16");
    }

    @Test
    void whileUfwIsSwitchedOffItsRulesAreStillRenewedAndTakenAway() {
        String before = state();
        RuleBackend backend = backend(ufw);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        ufw.disable();
        backend.renewal(Requests.ID, Requests.RENEWED).apply();
        assertThat(backend.mark(Requests.ID)).contains(Requests.RENEWED);
        backend.removal(Requests.ID).apply();
        assertThat(state()).isEqualTo(before);
    }

    /** It says that it failed, and has taken the rule from its files; in force is nothing any more. */
    @Test
    void whatIsNotInForceAnyMoreIsTakenAwayThoughUfwFails() {
        String before = state();
        RuleBackend backend = backend(ufw);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        ufw.losesItsChains(false);
        backend.removal(Requests.ID).apply();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatIsStillInForceIsNotCalledGone() {
        RuleBackend backend = backend(ufw);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        ufw.losesItsChains(true);
        FilterChange removal = backend.removal(Requests.ID);
        assertThatThrownBy(removal::apply)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("problem running");
    }

    /** What it says is not believed. */
    @Test
    void whatUfwSaysAndDoesNotDoIsSaid() {
        RuleBackend backend = backend(ufw);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        Scripted liar = new Scripted()
                .answer("/usr/sbin/ufw delete", 0, "Rule deleted\n", "")
                .answer("/usr/sbin/ufw allow", 0, "Rule updated\n", "");
        FilterChange removal = backend(liar).removal(Requests.ID);
        assertThatThrownBy(removal::apply)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("still in the files");
        FilterChange renewal = backend(liar).renewal(Requests.ID, Requests.RENEWED);
        assertThatThrownBy(renewal::apply).isInstanceOf(FirewallException.class).hasMessageContaining("old comment");
        backend.removal(Requests.ID).apply();
    }

    @Test
    void whereUfwDoesNotFilterIpv6TheRuleIsForIpv4Only() {
        ufw.filtersIpv6(false);
        RuleBackend backend = backend(ufw);
        backend.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        assertThat(backend.list().get(0).sources().toString()).isEqualTo("[0.0.0.0/0]");
        assertThat(backend.prepare(Requests.open(FirewallRule.tcp(8080).from("::/0")))
                        .obstacle())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deny tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in",
                "route:allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in",
                "allow tcp 8080 192.0.2.1 any 0.0.0.0/0 in",
                "allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 out",
                "allow tcp 8080 0.0.0.0/0 1024 0.0.0.0/0 in",
                "allow tcp 80,443 0.0.0.0/0 any 0.0.0.0/0 in",
                "allow tcp 99999 0.0.0.0/0 any 0.0.0.0/0 in",
                "allow tcp 90:80 0.0.0.0/0 any 0.0.0.0/0 in",
                "allow tcp 8080 0.0.0.0/0 any 10.0.0.5/8 in",
                "allow tcp 8080 0.0.0.0/0 any ::/0 in",
                "allow tcp 80 0.0.0.0/0 any 0.0.0.0/0 Nginx - in",
                "allow any any 0.0.0.0/0 any 0.0.0.0/0 in"
            })
    void aRuleThatWeDoNotMakeIsNotOursWhateverItsComment(String tuple) {
        String mark = java.util.HexFormat.of()
                .formatHex(Requests.MARK.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ufw.has(false, tuple + " comment=" + mark);
        String before = state();
        assertThat(backend(ufw).list()).isEmpty();
        backend(ufw).removal(Requests.ID).apply();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void ufwWantsRoot() {
        Scripted program =
                new Scripted().answer("/usr/sbin/ufw", 1, "", "ERROR: You need to be root to run this script\n");
        FilterChange change =
                backend(program).prepare(Requests.open(FirewallRule.tcp(8080).fromAny()));
        assertThatThrownBy(change::apply)
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("root");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ERROR: Invalid syntax", "ERROR: IPv6 support not enabled", "Rules updated", "", "Règle ajoutée"
            })
    void whatIsNotUnderstoodIsSaid(String said) {
        Scripted program = new Scripted().answer("/usr/sbin/ufw", said.startsWith("ERROR") ? 1 : 0, said, "");
        FilterChange change =
                backend(program).prepare(Requests.open(FirewallRule.tcp(8080).fromAny()));
        assertThatThrownBy(change::apply).isInstanceOf(FirewallException.class);
    }
}
