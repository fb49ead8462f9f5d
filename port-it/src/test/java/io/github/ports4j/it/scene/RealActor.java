package io.github.ports4j.it.scene;

import io.github.ports4j.Signal;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** An actor of a contract, played by a real process. */
final class RealActor implements Actor, AutoCloseable {
    private static final Duration REAPED = Duration.ofSeconds(10);

    private final RealScene scene;
    private final ActorSpec spec;
    private final ActorProcess process;
    private final long pid;
    private final List<Long> pids;
    private final List<Long> children;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private RealActor(RealScene scene, ActorSpec spec, ActorProcess process) {
        this.scene = scene;
        this.spec = spec;
        this.process = process;
        this.pid = process.pid();
        this.pids =
                Stream.concat(Stream.of(pid), process.pids("child").stream()).toList();
        this.children = process.pids("idle");
    }

    /** Starts one; with a pid other than 0, under this pid. */
    static RealActor start(RealScene scene, ActorSpec spec, long pid) {
        String[] options = ActorOptions.of(spec, pid).toArray(String[]::new);
        ActorProcess process = ActorProcess.start(scene.means(), spec.program(), options);
        return new RealActor(scene, spec, process);
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public List<Long> pids() {
        return pids;
    }

    @Override
    public List<Long> children() {
        return children;
    }

    @Override
    public boolean alive() {
        return alive(pid);
    }

    @Override
    public boolean alive(long which) {
        return process.isAlive(which);
    }

    @Override
    public List<Signal> received() {
        process.sync();
        String end = " pid=" + pid;
        return process.lines().stream()
                .filter(line -> line.startsWith("GOT ") && line.endsWith(end))
                .map(line -> Signal.valueOf(line.substring("GOT ".length(), line.length() - end.length())))
                .toList();
    }

    @Override
    public void whenReceived(Signal signal, Runnable action) {
        String wanted = "GOT " + signal + " pid=" + pid;
        process.listen(line -> {
            if (line.equals(wanted)) {
                new Thread(() -> runAndLetGo(action), "when " + wanted).start();
            }
        });
        process.command("hold " + signal);
    }

    private void runAndLetGo(Runnable action) {
        try {
            action.run();
            process.send("go");
        } catch (UncheckedIOException e) {
            // it was ended meanwhile, and all its forks with it
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    @Override
    public void end() {
        if (alive()) {
            process.kill(pid);
        }
        if (!spec.isNeverReaped()) {
            process.awaitExit(pid, REAPED);
        }
    }

    @Override
    public void closeSockets() {
        process.command("close-all");
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void freezeAll() {
        freeze("all", Cgroups.freezer());
    }

    @Override
    public void freezeHandlers() {
        freeze("handlers", Cgroups.unified());
    }

    private void freeze(String how, Path parent) {
        process.command("freeze " + how + " " + pid + " " + parent.resolve("ports4j-test-" + pid));
    }

    @Override
    public Actor reusePid(ActorSpec successor) {
        long before = ProcStat.read(pid).orElseThrow().startTicks();
        end();
        scene.await("a start time that differs", () -> ProcStat.ticksSinceBoot() > before + 1);
        return scene.start(successor, pid);
    }

    @Override
    public void close() {
        process.close();
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError("what was to run on a signal failed");
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
