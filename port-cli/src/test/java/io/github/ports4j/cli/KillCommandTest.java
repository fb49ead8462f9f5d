package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.Refusal;
import io.github.ports4j.TerminationResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillCommandTest {
    private final FakePorts ports = new FakePorts();

    @Test
    void asJson() {
        ports.processes.add(Samples.java());
        ports.ended.add(Samples.ended(TerminationResult.Kind.EXITED, Optional.empty()));
        CommandRun run = CommandRun.of(ports, "kill", "4711", "99", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"pid":4711,"kind":"EXITED","reason":"the reason for EXITED","hint":"a hint",
                                  "attempts":[{"pid":4711,"signal":"TERM","atMillis":0,"outcome":"EXITED",
                                               "afterMillis":212,"note":null}]},
                                 {"pid":99,"kind":"ALREADY_GONE","reason":"no process has this pid","hint":null,
                                  "attempts":[]}]
                                """));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(ports.asked).containsExactly("terminate pid 4711 by TERM:5s,HUP:2s,INT:2s,KILL:2s allowing []");
    }

    @Test
    void forPeople() {
        ports.processes.add(Samples.java());
        ports.ended.add(Samples.ended(TerminationResult.Kind.REFUSED, Optional.of(Refusal.NOT_PERMITTED)));
        CommandRun run = CommandRun.of(ports, "kill", "4711", "--verbose", "--ladder", "KILL:1s", "--allow", "sshd");
        assertThat(run.out).isEqualTo("""
                        pid 4711 REFUSED: the reason for REFUSED; a hint
                          TERM 4711 at 0 ms: exited after 212 ms
                        """);
        assertThat(run.err).isEqualTo("java pid 4711 (alice, /usr/bin/java) gets KILL:1s\n");
        assertThat(run.status).isEqualTo(3);
        assertThat(ports.asked).containsExactly("terminate pid 4711 by KILL:1s allowing [SSHD]");
    }

    @Test
    void whatWasDoneIsToldEvenIfTheNextOneFails() {
        ports.processes.add(Samples.java());
        ports.processes.add(Samples.process(4712));
        ports.ended.add(Samples.ended(TerminationResult.Kind.EXITED, Optional.empty()));
        ports.thrownAtLast = new PortInterruptedException(List.of());
        CommandRun run = CommandRun.of(ports, "kill", "4711", "4712");
        assertThat(run.out).isEqualTo("pid 4711 EXITED: the reason for EXITED; a hint\n");
        assertThat(run.err).isEqualTo("ports kill: interrupted; no signal was sent\n");
        assertThat(run.status).isEqualTo(130);
    }

    @Test
    void aPidGivenTwiceIsEndedOnce() {
        ports.processes.add(Samples.java());
        ports.ended.add(Samples.ended(TerminationResult.Kind.EXITED, Optional.empty()));
        assertThat(CommandRun.of(ports, "kill", "4711", "4711").out)
                .isEqualTo("pid 4711 EXITED: the reason for EXITED; a hint\n");
    }

    @Test
    void aDryRun() {
        ports.processes.add(Samples.java());
        CommandRun run = CommandRun.of(ports, "kill", "4711", "99", "--dry-run");
        assertThat(run.out).isEqualTo("""
                        pid 4711 PLANNED: java pid 4711 (alice, /usr/bin/java) would get TERM:5s,HUP:2s,INT:2s,KILL:2s
                        pid 99 ALREADY_GONE: no process has this pid
                        """);
        assertThat(run.status).isZero();
        assertThat(ports.asked).isEmpty();
    }

    @Test
    void aDryRunOnAProtectedProcess() {
        ports.processes.add(Samples.protectedBy(
                new Protected(Protection.SSHD, "it serves logins", Optional.of("systemctl stop ssh"))));
        CommandRun refused = CommandRun.of(ports, "kill", "4711", "--dry-run", "--json");
        assertThat(refused.json())
                .isEqualTo(CommandRun.parse("[{'pid':4711,'kind':'REFUSED','reason':'it serves logins',"
                        + "'hint':'systemctl stop ssh','attempts':[]}]"));
        assertThat(refused.status).isEqualTo(1);
        assertThat(CommandRun.of(ports, "kill", "4711", "--dry-run", "--allow", "sshd").status)
                .isZero();
    }
}
