package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.posix.SystemCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer of pfctl that was seen on a Mac, with what it always says and without; and what was never seen. */
class PfctlTest {
    private static final String NO_SUCH_ANCHOR = "pfctl: DIOCGETRULES: Invalid argument\n";
    private static final String RULES =
            "scrub-anchor \"com.apple/*\" all fragment reassemble\nanchor \"com.apple/*\" all\n";

    private final ScriptedPfctl script = new ScriptedPfctl();
    private final Pfctl pfctl = new Pfctl(script);

    @ParameterizedTest
    @ValueSource(strings = {"", ScriptedPfctl.NO_ALTQ})
    void tellsWhetherItFilters(String noise) {
        script.when(
                "-s info", 0, "Status: Disabled                                Debug: Urgent\n\nState Table\n", noise);
        assertThat(pfctl.enabled()).isFalse();
        script.when("-s info", 0, "Status: Enabled for 0 days 00:00:00           Debug: Urgent\n", noise);
        assertThat(pfctl.enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Status: Perhaps\n", "Status: Enabledish\n", "No ALTQ\nStatus: Enabled\n"})
    void aStatusOfAnotherFormIsAnError(String out) {
        script.when("-s info", 0, out, "");
        assertThatThrownBy(pfctl::enabled).isInstanceOf(FirewallException.class).hasMessageContaining("not understood");
    }

    @Test
    void withoutRootItSaysWhatWouldHelp() {
        script.when("-s info", 1, "", "pfctl: /dev/pf: Permission denied\n");
        assertThatThrownBy(pfctl::enabled)
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("as root");
        script.when("-s rules", 1, "", ScriptedPfctl.NO_ALTQ + "pfctl: /dev/pf: Operation not permitted\n");
        assertThatThrownBy(() -> pfctl.filterRules("")).isInstanceOf(NotPermittedException.class);
        script.when("-X 7", 1, "", "pfctl: /dev/pf: Permission denied\n");
        assertThatThrownBy(() -> pfctl.release("7")).isInstanceOf(NotPermittedException.class);
    }

    @Test
    void withoutTheProgramItSaysSo() {
        if (!Files.exists(Path.of(Pfctl.PROGRAM))) { // on a Mac there is one
            assertThatThrownBy(() -> new Pfctl(new SystemCommands(Duration.ofSeconds(5))).enabled())
                    .isInstanceOf(NotPermittedException.class)
                    .hasMessageContaining("/sbin/pfctl");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ScriptedPfctl.NO_ALTQ})
    void listsRules(String noise) {
        script.when("-s rules", 0, RULES, noise);
        script.when("-a x -s rules", 0, "", noise + NO_SUCH_ANCHOR);
        script.when("-a x -s nat", 0, "", noise + NO_SUCH_ANCHOR);
        script.when("-a x -s labels", 0, "", noise + NO_SUCH_ANCHOR);
        script.when("-a y -s rules", 0, "", noise);
        assertThat(pfctl.filterRules("")).containsExactly(RULES.split("\n"));
        assertThat(pfctl.filterRules("x")).isEmpty();
        assertThat(pfctl.translationRules("x")).isEmpty();
        assertThat(pfctl.labels("x")).isEmpty();
        assertThat(pfctl.filterRules("y")).isEmpty();
    }

    @Test
    void aListThatFailsWithSuccessIsAnError() {
        script.when("-s rules", 0, "", NO_SUCH_ANCHOR); // the main ruleset is always there
        assertThatThrownBy(() -> pfctl.filterRules("")).isInstanceOf(FirewallException.class);
        script.when("-a x -s rules", 0, "pass in all\n", NO_SUCH_ANCHOR); // macOS 27 mixes the two
        assertThatThrownBy(() -> pfctl.filterRules("x")).isInstanceOf(FirewallException.class);
        script.when("-a x -s rules", 0, "", "pfctl: DIOCGETRULES: Device busy\n");
        assertThatThrownBy(() -> pfctl.filterRules("x"))
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("Device busy");
        script.when("-a x -s rules", 1, "", "pfctl: something\n");
        assertThatThrownBy(() -> pfctl.filterRules("x"))
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("exit 1");
    }

    @Test
    void listsAnchorsByPath() {
        script.when("-s Anchors", 0, "  com.apple\n", ScriptedPfctl.NO_ALTQ);
        script.when("-a com.apple -s Anchors", 0, "  com.apple/200.AirDrop\n  com.apple/250.ApplicationFirewall\n", "");
        script.when("-a x -s Anchors", 0, "", "Anchor 'x' not found.\n");
        script.when("-a y -s Anchors", 0, "  100.short\n", "");
        assertThat(pfctl.children("")).containsExactly("com.apple");
        assertThat(pfctl.children("com.apple"))
                .containsExactly("com.apple/200.AirDrop", "com.apple/250.ApplicationFirewall");
        assertThat(pfctl.children("x")).isEmpty();
        assertThat(pfctl.children("y")).containsExactly("y/100.short");
    }

    @Test
    void listsLabelsWithoutTheirCounters() {
        script.when("-a x -s labels", 0, "ports4j:1a2b3c4d:0:0 12 3 180 3 180 0 0\nwith a blank 1 0 0 0 0 0 0\n", "");
        assertThat(pfctl.labels("x")).containsExactly("ports4j:1a2b3c4d:0:0", "with a blank");
        script.when("-a x -s labels", 0, "what is this\n", "");
        assertThatThrownBy(() -> pfctl.labels("x")).isInstanceOf(FirewallException.class);
    }

    @Test
    void checksAndLoads() {
        script.when("-n -f -", 0, "", ScriptedPfctl.BANNER);
        script.when("-a x -f -", 0, "", ScriptedPfctl.BANNER + ScriptedPfctl.NO_ALTQ);
        assertThatCode(() -> pfctl.check("pass in all\n")).doesNotThrowAnyException();
        assertThatCode(() -> pfctl.load("x", "pass in all\n")).doesNotThrowAnyException();
        String wrong = ScriptedPfctl.BANNER
                + "stdin:1: syntax error\npfctl: Syntax error in config file: pf rules not loaded\n";
        script.when("-n -f -", 1, "", wrong);
        script.when("-a x -f -", 1, "", wrong + ScriptedPfctl.NO_ALTQ);
        assertThatThrownBy(() -> pfctl.check("x\n"))
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("stdin:1: syntax error")
                .hasMessageNotContaining("could result in flushing");
        assertThatThrownBy(() -> pfctl.load("x", "x\n")).isInstanceOf(FirewallException.class);
        script.when("-a x -f -", 0, "", ScriptedPfctl.BANNER + "pfctl: a warning nobody has seen\n");
        assertThatThrownBy(() -> pfctl.load("x", "x\n")).isInstanceOf(FirewallException.class);
    }

    @Test
    void flushesAnAnchor() {
        script.when("-a x -F rules", 0, "", ScriptedPfctl.NO_ALTQ + "rules cleared\n");
        assertThatCode(() -> pfctl.flush("x")).doesNotThrowAnyException();
        script.when("-a x -F rules", 0, "", "rules cleared\nnat cleared\n");
        assertThatThrownBy(() -> pfctl.flush("x")).isInstanceOf(FirewallException.class);
        assertThat(Pfctl.flushing("x").argv()).containsExactly("/sbin/pfctl", "-a", "x", "-F", "rules");
    }

    @Test
    void theTokenStandsOnStandardError() {
        script.when("-E", 0, "", ScriptedPfctl.NO_ALTQ + "pf enabled\nToken : 15053219438210483201\n");
        assertThat(pfctl.enable()).isEqualTo("15053219438210483201");
        script.when("-E", 0, "", "pf enabled\n");
        assertThatThrownBy(pfctl::enable).isInstanceOf(FirewallException.class).hasMessageContaining("References");
    }

    @Test
    void aTokenThatWasNotToldIsSaid() {
        for (RuntimeException failure : List.of(
                new PortTimeoutException("the end of pfctl", Duration.ofSeconds(1)),
                new UncheckedIOException(new IOException("a broken pipe")))) {
            Pfctl broken = new Pfctl(new Meanwhile(script, 0, () -> {
                throw failure;
            }));
            assertThatThrownBy(broken::enable)
                    .isInstanceOf(FirewallException.class)
                    .hasMessageContaining(String.valueOf(failure.getMessage()))
                    .hasMessageContaining("References");
        }
        script.when("-E", 1, "", "Token : 7\npfctl: something\n");
        assertThatThrownBy(pfctl::enable)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("Token : 7")
                .hasMessageContaining("References");
        script.when("-E", 1, "", "pfctl: /dev/pf: Permission denied\n");
        assertThatThrownBy(pfctl::enable).isInstanceOf(NotPermittedException.class);
    }

    @Test
    void aTokenIsGivenBackOrHasGone() {
        script.when("-X 1", 0, "", ScriptedPfctl.NO_ALTQ + "pf disabled\n");
        script.when(
                "-X 2",
                0,
                "",
                "disable request successful. 3 more pf enable reference(s) remaining, pf still enabled.\n");
        script.when("-X 3", 1, "", ScriptedPfctl.NO_ALTQ + "pfctl: pf not enabled\n");
        script.when("-X 4", 1, "", "pfctl: pf: token invalid\n");
        script.when("-X 5", 1, "", "pfctl: Invalid token value '5'\nusage: pfctl\n");
        script.when("-X 6", 0, "", "pf: whatever\n");
        script.when("-X 7", 0, "", ScriptedPfctl.NO_ALTQ); // said nothing
        script.when("-X 8", 0, "", "pf disabled\npf disabled\n");
        for (String token : new String[] {"1", "2", "3", "4"}) {
            assertThatCode(() -> pfctl.release(token)).as(token).doesNotThrowAnyException();
        }
        for (String token : new String[] {"5", "6", "7", "8"}) {
            assertThatThrownBy(() -> pfctl.release(token)).as(token).isInstanceOf(FirewallException.class);
        }
    }

    @Test
    void listsReferences() {
        script.when("-s References", 0, "No pf starter references held\n", ScriptedPfctl.NO_ALTQ);
        assertThat(pfctl.references()).isEmpty();
        script.when("-s References", 0, """
                TOKENS:
                PID      Process Name                 TOKEN                    TIMESTAMP
                4063     pfctl                        15053219438210483201     0 days 00:00:00
                71       socketfilterfw               15053219438210483265     12 days 03:04:05
                80       a name 7 with blanks         1                        0 days 00:00:01
                """, "");
        assertThat(pfctl.references())
                .containsExactly(
                        new PfReference(4063, "pfctl", "15053219438210483201"),
                        new PfReference(71, "socketfilterfw", "15053219438210483265"),
                        new PfReference(80, "a name 7 with blanks", "1"));
        script.when("-s References", 0, "TOKENS:\nsomething else\n", "");
        assertThatThrownBy(pfctl::references).isInstanceOf(FirewallException.class);
        script.when("-s References", 0, "", "");
        assertThatThrownBy(pfctl::references).isInstanceOf(FirewallException.class);
    }

    @Test
    void tellsTheInterfacesThatAreSkipped() {
        script.when("-v -s Interfaces", 0, "awdl0\nen0 (skip)\nlo0\n", ScriptedPfctl.NO_ALTQ);
        assertThat(pfctl.skippedInterfaces().orElseThrow()).containsExactly("en0");
        script.when("-v -s Interfaces", 0, "en0\n\tCleared: Mon\n", "");
        assertThat(pfctl.skippedInterfaces()).isEmpty();
        script.when("-v -s Interfaces", 0, "", ScriptedPfctl.NO_ALTQ); // a host without interfaces there is not
        assertThat(pfctl.skippedInterfaces()).isEmpty();
    }
}
