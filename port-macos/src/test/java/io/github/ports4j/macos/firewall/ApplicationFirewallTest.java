package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import org.junit.jupiter.api.Test;

class ApplicationFirewallTest {
    private static final String NOT_ALL = "Firewall has block all state set to disabled.\n";
    private static final String STEALTH = "Firewall stealth mode is on\n";

    private static ScriptedPfctl answering(String state, String all, String stealth) {
        return new ScriptedPfctl()
                .when("--getglobalstate", 0, state, "")
                .when("--getblockall", 0, all, "")
                .when("--getstealthmode", 0, stealth, "");
    }

    @Test
    void offIsNoLayer() {
        ApplicationFirewall firewall =
                new ApplicationFirewall(answering("Firewall is disabled. (State = 0)\n", NOT_ALL, STEALTH));
        assertThat(firewall.layer()).isEmpty();
        assertThat(firewall.notes()).isEmpty();
    }

    @Test
    void onIsALayerAndAWarning() {
        ApplicationFirewall firewall =
                new ApplicationFirewall(answering("Firewall is enabled. (State = 1)\n", NOT_ALL, STEALTH));
        assertThat(firewall.layer()).contains("the Application Firewall: by program, stealth mode");
        assertThat(firewall.notes()).singleElement().asString().contains("may still keep out");
    }

    @Test
    void allMayBeKeptOut() {
        assertThat(new ApplicationFirewall(answering(
                                "Firewall is blocking all non-essential incoming connections. (State = 2)\n",
                                "Firewall has block all state set to enabled.\n",
                                "Stealth mode disabled\n"))
                        .layer())
                .contains("the Application Firewall: keeps out all but essential services");
        assertThat(new ApplicationFirewall(answering(
                                "Firewall is enabled. (State = 1)\n",
                                "Firewall has block all state set to enabled.\n",
                                STEALTH))
                        .layer())
                .contains("the Application Firewall: keeps out all but essential services, stealth mode");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        ApplicationFirewall strange = new ApplicationFirewall(answering("Feuerwall ist aus\n", NOT_ALL, STEALTH));
        assertThat(strange.layer()).isEmpty();
        assertThat(strange.notes())
                .singleElement()
                .asString()
                .contains("--getglobalstate")
                .contains("not understood");
        ApplicationFirewall half = new ApplicationFirewall(
                answering("Firewall is enabled. (State = 1)\n", NOT_ALL, "?").when("--getblockall", 1, "", "no"));
        assertThat(half.layer()).contains("the Application Firewall: by program");
        assertThat(half.notes()).anyMatch(note -> note.contains("--getblockall ended with 1"));
        assertThat(half.notes()).anyMatch(note -> note.contains("--getstealthmode"));
    }

    @Test
    void itMayBeAbsentOrRefused() {
        assertThat(new ApplicationFirewall(new FakePf()).notes())
                .singleElement()
                .asString()
                .contains("there is no");
        CommandRunner refusing = new CommandRunner() {
            @Override
            public CommandResult run(FirewallCommand command) {
                throw new NotPermittedException("to run it", "nothing would help");
            }

            @Override
            public boolean isThere(String path) {
                return true;
            }
        };
        assertThat(new ApplicationFirewall(refusing).notes())
                .singleElement()
                .asString()
                .contains("nothing would help");
    }
}
