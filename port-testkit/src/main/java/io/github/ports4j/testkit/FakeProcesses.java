package io.github.ports4j.testkit;

import io.github.ports4j.ProcessId;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The processes of a fake host. */
final class FakeProcesses implements ProcessControl {
    private final HostState host;
    private final long current;

    FakeProcesses(HostState host, long current) {
        this.host = host;
        this.current = current;
    }

    @Override
    public long currentPid() {
        return current;
    }

    @Override
    public Optional<ProcessFacts> read(long pid) {
        synchronized (host) {
            return host.process(pid).map(FakeProcess::facts);
        }
    }

    @Override
    public Optional<ProcessTarget> open(ProcessId id) {
        synchronized (host) {
            return find(id).map(process -> new FakeTarget(host, process));
        }
    }

    @Override
    public List<ProcessId> descendants(ProcessId id) {
        synchronized (host) {
            return find(id).map(host::descendants).orElse(List.of()).stream()
                    .map(FakeProcess::id)
                    .toList();
        }
    }

    private Optional<FakeProcess> find(ProcessId id) {
        return host.process(id.pid()).filter(process -> process.id().equals(id));
    }

    @Override
    public void awaitExit(Collection<? extends ProcessTarget> targets, Duration timeout) throws InterruptedException {
        host.clock.await(() -> targets.stream().anyMatch(ProcessTarget::gone), timeout);
    }
}
