package io.github.ports4j.macos.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.macos.kinfo.KinfoProc;
import io.github.ports4j.macos.kinfo.ProcessStatus;
import io.github.ports4j.posix.ProcessTree;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Processes by sysctl(3) and libproc, signals by kill(2), their end by kqueue(2). */
public final class MacosProcesses implements ProcessControl {
    /** Touches nothing native. */
    public MacosProcesses() {}

    @Override
    public long currentPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Optional<ProcessFacts> read(long pid) {
        try (ProcessReader reader = new ProcessReader()) {
            return reader.read(pid);
        }
    }

    @Override
    public Optional<ProcessTarget> open(ProcessId process) {
        try (ProcessReader reader = new ProcessReader()) {
            Kqueue exit = Kqueue.open();
            boolean kept = false;
            try {
                exit.watch(process.pid());
                // still there afterwards: then it is this one whose end is told
                kept = !reader.ended(process);
                return kept ? Optional.of(new WatchedProcess(process, exit)) : Optional.empty();
            } finally {
                if (!kept) {
                    exit.close();
                }
            }
        }
    }

    @Override
    public List<ProcessId> descendants(ProcessId process) {
        try (ProcessReader reader = new ProcessReader()) {
            List<Kin> all = reader.all().stream()
                    .filter(found -> found.pid() > 0) // without the kernel
                    .map(Kin::new)
                    .toList();
            return all.stream()
                    .filter(kin -> ProcessReader.id(kin.process()).equals(process))
                    .findAny()
                    .map(root -> new ProcessTree<>(all)
                            .below(root).stream()
                                    .map(Kin::process)
                                    .filter(found -> found.status() != ProcessStatus.SZOMB)
                                    .map(ProcessReader::id)
                                    .toList())
                    .orElse(List.of());
        }
    }

    /** A process in its family: all are read by one call, so none of them is of another time. */
    private record Kin(KinfoProc process) implements ProcessTree.Member {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public long parent() {
            return process.parent();
        }

        @Override
        public long start() {
            return ProcessReader.id(process).startToken();
        }
    }

    @Override
    public void awaitExit(Collection<? extends ProcessTarget> targets, Duration timeout) throws InterruptedException {
        ExitWait.await(targets, timeout);
    }
}
