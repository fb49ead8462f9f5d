package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FreeResult;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortState;
import io.github.ports4j.Refusal;
import io.github.ports4j.spi.HostValues;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreeCommandTest {
    private final FakePorts ports = new FakePorts();

    @Test
    void asJson() {
        ports.freed.add(Samples.freed());
        ports.freed.add(Samples.result(FreeResult.Kind.RESPAWNED, Optional.empty(), "systemctl stop shop.service"));
        CommandRun run = CommandRun.of(ports, "free", "8080", "8081", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"port":8080,"protocol":"tcp","kind":"FREED",
                                  "reason":"pid 4711 ended and the port can be bound","hint":null,
                                  "freedAfterMillis":212,"strictlyBindable":true,
                                  "attempts":[{"pid":4711,"signal":"TERM","atMillis":0,"outcome":"EXITED",
                                               "afterMillis":212,"note":null}]},
                                 {"port":8080,"protocol":"tcp","kind":"RESPAWNED",
                                  "reason":"the reason for RESPAWNED","hint":"systemctl stop shop.service",
                                  "freedAfterMillis":null,"strictlyBindable":null,"attempts":[]}]
                                """));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isEqualTo(1);
        assertThat(ports.asked).containsExactly("ports [8080/tcp, 8081/tcp]", "plan", "execute");
    }

    @Test
    void aSkippedStepAsJson() {
        ports.freed.add(HostValues.freeResult(
                FreeResult.Kind.STILL_HELD,
                Samples.report(PortState.LISTENING, Samples.java()),
                "it is there",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                List.of(Samples.skipped())));
        assertThat(CommandRun.of(ports, "free", "8080", "--json").json()).isEqualTo(CommandRun.parse("""
                                [{"port":8080,"protocol":"tcp","kind":"STILL_HELD","reason":"it is there","hint":null,
                                  "freedAfterMillis":null,"strictlyBindable":false,
                                  "attempts":[{"pid":4711,"signal":"HUP","atMillis":5,"outcome":"SKIPPED",
                                               "afterMillis":null,"note":"it ignores HUP"}]}]
                                """));
    }

    @Test
    void forPeople() {
        ports.freed.add(Samples.freed());
        CommandRun run = CommandRun.of(ports, "free", "8080");
        assertThat(run.out).isEqualTo("8080/tcp FREED: pid 4711 ended and the port can be bound\n");
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void verboseTellsEachSignal() {
        ports.freed.add(Samples.freed());
        ports.terminations.add(Samples.termination(Samples.java()));
        CommandRun run = CommandRun.of(ports, "free", "8080", "-v");
        assertThat(run.out).isEqualTo("""
                        8080/tcp FREED: pid 4711 ended and the port can be bound
                          TERM 4711 at 0 ms: exited after 212 ms
                        """);
        assertThat(run.err)
                .isEqualTo(
                        "java pid 4711 (alice, /usr/bin/java) gets TERM:5s, HUP:2s (skipped: it ignores HUP); it also"
                                + " holds [8081/tcp]; it is stopped\n");
    }

    @Test
    void whoStillHasItIsNamed() {
        ports.freed.add(Samples.result(FreeResult.Kind.REFUSED, Optional.of(Refusal.NOT_PERMITTED), "use sudo"));
        CommandRun run = CommandRun.of(ports, "free", "8080");
        assertThat(run.out).isEqualTo("""
                        8080/tcp REFUSED: the reason for REFUSED; use sudo
                          now: 8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice, up 3 min, /usr/bin/java)
                        """);
        assertThat(run.status).isEqualTo(3);
    }

    @Test
    void theSameReasonIsNotToldTwice() {
        ports.freed.add(HostValues.freeResult(
                FreeResult.Kind.REFUSED,
                Samples.report(PortState.UNKNOWN),
                "the reason for UNKNOWN",
                Optional.of("ask as root"),
                Optional.of(Refusal.NOT_PERMITTED),
                Optional.empty(),
                Optional.empty(),
                List.of()));
        CommandRun run = CommandRun.of(ports, "free", "8080");
        assertThat(run.out).isEqualTo("8080/tcp REFUSED: the reason for UNKNOWN; ask as root\n");
        assertThat(run.status).isEqualTo(3);
    }

    @Test
    void optionsRefineTheFreeing() {
        CommandRun.of(
                ports,
                "free",
                "8080/udp",
                "--ladder",
                "TERM:3s,KILL:500ms",
                "--allow",
                "sshd,SHARED",
                "--allow",
                "container_forwarder",
                "--settle",
                "1s",
                "--within",
                "2m",
                "--with-descendants");
        assertThat(ports.asked)
                .containsExactly(
                        "ports [8080/udp]",
                        "ladder TERM:3s,KILL:500ms",
                        "allow SSHD",
                        "allow SHARED",
                        "allow CONTAINER_FORWARDER",
                        "with descendants",
                        "settle PT1S",
                        "within PT2M",
                        "plan",
                        "execute");
    }

    @Test
    void aDryRunForPeople() {
        ports.planned.add(Samples.planned(PlannedPort.Kind.PLANNED, Optional.empty()));
        ports.terminations.add(Samples.termination(Samples.java()));
        CommandRun run = CommandRun.of(ports, "free", "8080", "--dry-run");
        assertThat(run.out).isEqualTo("""
                        8080/tcp PLANNED: the reason for PLANNED
                          java pid 4711 (alice, /usr/bin/java) gets TERM:5s, HUP:2s (skipped: it ignores HUP); \
                        it also holds [8081/tcp]; it is stopped
                        """);
        assertThat(run.err).isEqualTo("a dry run: nothing was sent\n");
        assertThat(run.status).isZero();
        assertThat(ports.asked).containsExactly("ports [8080/tcp]", "plan");
    }

    @Test
    void aDryRunAsJson() {
        ports.planned.add(Samples.planned(PlannedPort.Kind.PLANNED, Optional.empty()));
        ports.planned.add(Samples.planned(PlannedPort.Kind.REFUSED, Optional.of(Refusal.PROTECTED)));
        ports.terminations.add(Samples.termination(Samples.java()));
        CommandRun run = CommandRun.of(ports, "free", "8080", "--dry-run", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"port":8080,"protocol":"tcp","kind":"PLANNED","reason":"the reason for PLANNED",
                                  "hint":null,"freedAfterMillis":null,"strictlyBindable":null,"attempts":[],
                                  "terminations":[{"pid":4711,"name":"java",
                                    "steps":[{"signal":"TERM","graceMillis":5000,"skipped":null},
                                             {"signal":"HUP","graceMillis":2000,"skipped":"it ignores HUP"}],
                                    "otherPorts":["8081/tcp"],"note":"it is stopped"}]},
                                 {"port":8080,"protocol":"tcp","kind":"REFUSED","reason":"the reason for REFUSED",
                                  "hint":null,"freedAfterMillis":null,"strictlyBindable":null,"attempts":[],
                                  "terminations":[]}]
                                """));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void interrupted() {
        ports.thrown = new PortInterruptedException(List.of(Samples.attempt()));
        CommandRun run = CommandRun.of(ports, "free", "8080", "--json");
        assertThat(run.status).isEqualTo(130);
        assertThat(run.err)
                .isEqualTo(
                        "ports free: interrupted; no further signal was sent; before: [TERM 4711 at 0 ms: exited after"
                                + " 212 ms]\n");
        assertThat(run.json())
                .isEqualTo(CommandRun.parse("{'error':{'type':'PortInterruptedException','message':'interrupted; no"
                        + " further signal was sent; before: [TERM 4711 at 0 ms: exited after 212 ms]','hint':null}}"));
    }
}
