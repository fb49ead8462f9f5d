package io.github.ports4j.testkit.contract;

import io.github.ports4j.Signal;
import io.github.ports4j.testkit.FakeProcess;
import java.util.List;
import java.util.stream.Stream;

/** An actor of a {@link FakeScene}. */
final class FakeActor implements Actor {
    private final FakeScene scene;
    private final FakeProcess process;
    private final List<FakeProcess> forks;
    private final List<FakeProcess> children;

    FakeActor(FakeScene scene, FakeProcess process, List<FakeProcess> forks, List<FakeProcess> children) {
        this.scene = scene;
        this.process = process;
        this.forks = List.copyOf(forks);
        this.children = List.copyOf(children);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public List<Long> pids() {
        return Stream.concat(Stream.of(process), forks.stream())
                .map(FakeProcess::pid)
                .toList();
    }

    @Override
    public List<Long> children() {
        return children.stream().map(FakeProcess::pid).toList();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public boolean alive(long pid) {
        return Stream.of(List.of(process), forks, children)
                .flatMap(List::stream)
                .filter(member -> member.pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError(pid + " is not one of this actor's"))
                .alive();
    }

    @Override
    public List<Signal> received() {
        return process.received();
    }

    @Override
    public void whenReceived(Signal signal, Runnable action) {
        process.whenReceived(signal, action);
    }

    @Override
    public void end() {
        process.exit();
    }

    @Override
    public void closeSockets() {
        process.closeSockets();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void freezeAll() {
        process.freezeAll();
    }

    @Override
    public void freezeHandlers() {
        process.freezeHandlers();
    }

    @Override
    public Actor reusePid(ActorSpec successor) {
        process.exit();
        return scene.start(successor, process.pid());
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
