package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.procfs.PidNamespace;
import io.github.ports4j.linux.procfs.PidStat;
import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Processes by /proc, signals by pidfd. What the kernel offers is found out by trying, each time anew: nothing is remembered
 * between calls.
 */
public final class LinuxProcesses implements ProcessControl {
    /** Touches nothing native. */
    public LinuxProcesses() {}

    @Override
    public long currentPid() {
        try (ProcFiles files = new ProcFiles()) {
            return PidNamespace.self(files);
        }
    }

    @Override
    public Optional<ProcessFacts> read(long pid) {
        try (ProcessReader reader = new ProcessReader();
                ProcFiles files = new ProcFiles()) {
            Optional<ProcessFacts> facts = reader.read(pid);
            if (facts.isPresent() || !PidNamespace.isSame(files) || !HiddenProcess.exists(pid)) {
                return facts;
            }
            facts = reader.read(pid); // one may have begun just now
            if (facts.isEmpty() && HiddenProcess.exists(pid)) {
                throw HiddenProcess.failure(pid);
            }
            return facts;
        }
    }

    @Override
    public OptionalLong parent(long pid) {
        try (ProcessReader reader = new ProcessReader()) {
            return reader.parent(pid);
        }
    }

    @Override
    public Optional<ProcessTarget> open(ProcessId process) {
        if (process.pid() > Integer.MAX_VALUE) {
            return Optional.empty(); // pid_t is an int, and would take the lower half of it
        }
        try (ProcFiles files = new ProcFiles()) {
            PidNamespace.requireSame(files);
        }
        int pidfd = Pidfd.open(process.pid());
        if (pidfd >= 0) {
            return held(process, new Descriptor(pidfd));
        }
        if (Pidfd.isNobody(-pidfd)) {
            return Optional.empty();
        }
        if (Pidfd.isMissing(-pidfd)) {
            return watched(process);
        }
        throw Failures.of("pidfd_open(" + process + ")", -pidfd);
    }

    @Override
    public List<ProcessId> descendants(ProcessId process) {
        try (ProcessReader reader = new ProcessReader()) {
            return new Descendants(reader).of(process);
        }
    }

    @Override
    public void awaitExit(Collection<? extends ProcessTarget> targets, Duration timeout) throws InterruptedException {
        ExitWait.await(targets, timeout);
    }

    /** By a pidfd, opened before the identity is read: what has the right start and is not gone then is the one it holds. */
    private static Optional<ProcessTarget> held(ProcessId process, Descriptor pidfd) {
        PidfdTarget target = new PidfdTarget(process, pidfd);
        boolean kept = false;
        try (ProcessReader reader = new ProcessReader()) {
            Optional<Descriptor> opened = reader.open(process.pid());
            if (opened.isPresent()) {
                try (Descriptor directory = opened.get()) {
                    kept = isSame(process, reader, directory) && !target.gone();
                }
            } else if (!target.gone()) {
                throw HiddenProcess.failure(process.pid());
            }
            return kept ? Optional.of(target) : Optional.empty();
        } finally {
            if (!kept) {
                target.close();
            }
        }
    }

    /** By its directory in /proc, where there are no pidfds. */
    static Optional<ProcessTarget> watched(ProcessId process) {
        try (ProcessReader reader = new ProcessReader()) {
            Optional<Descriptor> opened = reader.open(process.pid());
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            Descriptor directory = opened.get();
            boolean kept = false;
            try {
                kept = isSame(process, reader, directory) && !reader.ended(directory.number());
                return kept ? Optional.of(new KillTarget(process, directory)) : Optional.empty();
            } finally {
                if (!kept) {
                    directory.close();
                }
            }
        }
    }

    private static boolean isSame(ProcessId process, ProcessReader reader, Descriptor directory) {
        Optional<PidStat> stat = reader.stat(directory.number());
        return stat.isPresent() && stat.get().startTicks() == process.startToken();
    }
}
