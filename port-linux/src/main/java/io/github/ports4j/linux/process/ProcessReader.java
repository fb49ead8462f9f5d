package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a process. All of it through one descriptor of its directory, so that facts of two processes never mix. Not safe for
 * use by several threads, and not made to last: nothing is remembered, but the buffers are reused.
 */
final class ProcessReader implements AutoCloseable {
    private final ProcFiles files = new ProcFiles();

    /** The process that has this pid now; nothing if there is none, or only a thread of that number. */
    Optional<ProcessFacts> read(long pid) {
        Optional<Descriptor> opened = open(pid);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Descriptor directory = opened.get()) {
            return read(directory.number(), pid);
        }
    }

    /** {@code openat("/proc/PID")}: stands for this very process from now on, whoever has its pid later. */
    Optional<Descriptor> open(long pid) {
        return pid <= 0 ? Optional.empty() : files.directory(ProcFiles.AT_FDCWD, "/proc/" + pid);
    }

    /** What stat says now; nothing if it has vanished. */
    Optional<PidStat> stat(int directory) {
        return stat(directory, "stat");
    }

    /** The identity, by the time of day for display too. */
    ProcessId id(PidStat leader) {
        Optional<byte[]> uptime = files.read(ProcFiles.AT_FDCWD, "/proc/uptime");
        if (uptime.isEmpty()) {
            throw Failures.of("openat(/proc/uptime)", LinuxErrno.ENOENT);
        }
        BootTime boot = BootTime.parse(uptime.get(), Instant.now());
        return HostValues.processId(leader.pid(), leader.startTicks(), boot.plusTicks(leader.startTicks()));
    }

    /** What stat says of each process that may be looked at. */
    List<PidStat> all() {
        List<PidStat> all = new ArrayList<>();
        Optional<Descriptor> opened = files.directory(ProcFiles.AT_FDCWD, "/proc");
        if (opened.isEmpty()) {
            throw Failures.of("openat(/proc)", LinuxErrno.ENOENT);
        }
        try (Descriptor proc = opened.get()) {
            for (long pid : NumberedEntries.of(proc.number())) {
                Optional<byte[]> text = files.readIfPermitted(proc.number(), pid + "/stat");
                if (text.isPresent()) {
                    all.add(PidStat.parse(text.get()));
                }
            }
        }
        return all;
    }

    /** Whether all of it has ended: nothing is left, or only a zombie without a living thread. */
    boolean ended(int directory) {
        Optional<PidStat> stat = stat(directory);
        return stat.isEmpty() || (stat.get().ended() && livingThread(directory).isEmpty());
    }

    @Override
    public void close() {
        files.close();
    }

    private Optional<ProcessFacts> read(int directory, long pid) {
        while (true) {
            Optional<PidStat> leader = stat(directory);
            if (leader.isEmpty()) {
                return Optional.empty();
            }
            // The first thread may have ended and others live on: it has neither name nor memory any more, they have.
            Optional<String> thread = leader.get().ended() ? livingThread(directory) : Optional.empty();
            Optional<ProcessFacts> facts = read(directory, pid, leader.get(), thread.orElse(""));
            // Something that ended in the middle left holes in what was read; at most each thread ends once.
            Optional<PidStat> now = stat(directory);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            if (now.get().ended() == leader.get().ended() && (thread.isEmpty() || lives(directory, thread.get()))) {
                return facts;
            }
        }
    }

    /** Reads what the first thread, or another, shows; nothing if that vanishes, or is a thread of another process. */
    private Optional<ProcessFacts> read(int directory, long pid, PidStat leader, String thread) {
        Optional<PidStat> shown = stat(directory, thread + "stat");
        Optional<byte[]> text = files.read(directory, thread + "status");
        if (shown.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        PidStatus status = PidStatus.parse(text.get());
        // /proc has directories of threads too, and does not list them.
        return status.threadGroup() == pid
                ? Optional.of(facts(directory, leader, thread, shown.get(), status))
                : Optional.empty();
    }

    private ProcessFacts facts(int directory, PidStat leader, String thread, PidStat shown, PidStatus status) {
        ProcessFacts.Builder facts = ProcessFacts.of(id(leader), shown.name(), new UserNames(files).of(status.uid()))
                .parent(leader.parent())
                .state(state(shown))
                .kernelThread(leader.kernelThread())
                .firstOfNamespace(status.innermostPid().orElse(leader.pid()) == 1)
                .ignored(SignalNumbers.ofMask(status.ignored()))
                .caught(SignalNumbers.ofMask(status.caught()));
        Optional<byte[]> executable = files.link(directory, thread + "exe");
        if (executable.isPresent()) {
            ExecutableLink.parse(executable.get()).ifPresent(facts::executable);
        }
        Optional<byte[]> arguments = files.readIfPermitted(directory, thread + "cmdline");
        if (arguments.isPresent()) {
            CommandLine.parse(arguments.get()).ifPresent(facts::commandLine);
        }
        Optional<byte[]> cgroups = files.readIfPermitted(directory, thread + "cgroup");
        if (cgroups.isPresent()) {
            new CgroupFacts(files).describe(CgroupFile.parse(cgroups.get()), facts);
        }
        return facts.build();
    }

    private static ProcessFacts.State state(PidStat shown) {
        if (shown.ended()) {
            return ProcessFacts.State.ZOMBIE;
        }
        return shown.stopped() ? ProcessFacts.State.STOPPED : ProcessFacts.State.ALIVE;
    }

    /** The directory of a thread that lives, as {@code task/TID/}. */
    private Optional<String> livingThread(int directory) {
        Optional<Descriptor> opened = files.directory(directory, "task");
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Descriptor tasks = opened.get()) {
            for (long tid : NumberedEntries.of(tasks.number())) {
                String thread = "task/" + tid + "/";
                if (lives(directory, thread)) {
                    return Optional.of(thread);
                }
            }
            return Optional.empty();
        }
    }

    private boolean lives(int directory, String thread) {
        Optional<PidStat> stat = stat(directory, thread + "stat");
        return stat.isPresent() && !stat.get().ended();
    }

    private Optional<PidStat> stat(int directory, String name) {
        Optional<byte[]> text = files.read(directory, name);
        return text.isEmpty() ? Optional.empty() : Optional.of(PidStat.parse(text.get()));
    }
}
