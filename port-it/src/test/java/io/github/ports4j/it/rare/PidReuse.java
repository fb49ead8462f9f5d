package io.github.ports4j.it.rare;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.it.scene.ActorProcess;
import io.github.ports4j.it.scene.ProcStat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that plans to end a process, lets that end by itself, has another process come under its pid through {@code
 * ns_last_pid}, and executes the plan. To be run in a pid namespace of its own, where nobody else takes pids. Its argument is
 * {@code listening} or {@code idle}: what the other process does.
 */
public final class PidReuse {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PORT = 8080;
    private static final String LISTEN = "127.0.0.1:" + PORT;

    private PidReuse() {}

    /** Prints what came of it. */
    public static void main(String[] args) {
        Ports ports = Ports.local();
        FreePlan plan;
        ProcessId old;
        ProcStat before;
        try (ActorProcess planned = ActorProcess.start("--listen", LISTEN)) {
            before = ProcStat.read(planned.pid()).orElseThrow();
            plan = ports.tcp(PORT).freeing().plan();
            old = plan.terminations().get(0).process().id();
            say("planned", plan.ports().get(0).kind());
            planned.kill(planned.pid());
            planned.awaitExit(planned.pid(), PATIENCE);
        }
        List<String> options = new ArrayList<>(List.of("--ns-last-pid", old.pid() - 1 + "", "--zombie", "--record"));
        if (args[0].equals("listening")) {
            options.addAll(List.of("--listen", LISTEN));
        }
        try (ActorProcess other = startUnder(old.pid(), before, options.toArray(String[]::new))) {
            execute(plan);
            say(
                    "terminate",
                    ports.terminator().terminate(old, SignalLadder.standard()).kind());
            other.sync();
            say(
                    "received",
                    other.lines().stream()
                            .filter(line -> line.startsWith("GOT "))
                            .count());
            say("alive", other.isAlive());
        }
    }

    private static void execute(FreePlan plan) {
        FreeResult result = plan.execute().get(0);
        say("kind", result.kind());
        say("refusal", result.refusal().map(String::valueOf).orElse("none"));
        say("attempts", result.attempts().size());
        say("reason", result.reason());
    }

    /** Tries until the next pid was given to the actor and not to a thread of this JVM, and at another tick of the clock. */
    private static ActorProcess startUnder(long pid, ProcStat before, String... options) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            ActorProcess actor = ActorProcess.start(options);
            if (actor.pid() == pid && ProcStat.read(pid).orElseThrow().startTicks() != before.startTicks()) {
                return actor;
            }
            actor.close();
        }
        throw new AssertionError("no process came under pid " + pid);
    }

    private static void say(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
