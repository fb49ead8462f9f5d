package io.github.ports4j.linux.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.procfs.BootTime;
import io.github.ports4j.linux.procfs.DirectoryReader;
import io.github.ports4j.linux.procfs.Longs;
import io.github.ports4j.linux.procfs.PidStat;
import io.github.ports4j.linux.procfs.PidStatus;
import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
        return pid <= 0 ? Optional.empty() : files.open(ProcFiles.AT_FDCWD, "/proc/" + pid);
    }

    /** The parent of the process that has this pid now. */
    OptionalLong parent(long pid) {
        Optional<Descriptor> opened = open(pid);
        if (opened.isEmpty()) {
            return OptionalLong.empty();
        }
        try (Descriptor directory = opened.get()) {
            Optional<PidStat> stat = stat(directory.number());
            return stat.isEmpty() || stat.get().parent() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(stat.get().parent());
        }
    }

    /** What stat says now; nothing if it has vanished. */
    Optional<PidStat> stat(int directory) {
        return stat(directory, "stat");
    }

    /** The identity, by the time of day for display too. */
    ProcessId id(PidStat leader) {
        BootTime boot = BootTime.read(files);
        return HostValues.processId(leader.pid(), leader.startTicks(), boot.plusTicks(leader.startTicks()));
    }

    /** What stat says of each process that may be looked at. */
    List<PidStat> all() {
        List<PidStat> all = new ArrayList<>();
        try (Descriptor proc = files.open("/proc")) {
            Longs pids = DirectoryReader.numbers(proc.number());
            for (int i = 0; i < pids.size(); i++) {
                Optional<byte[]> text = files.readIfPermitted(proc.number(), pids.get(i) + "/stat");
                if (text.isPresent()) {
                    all.add(PidStat.decode(ByteBuffer.wrap(text.get())));
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
        Optional<byte[]> shown = files.read(directory, thread + "stat");
        Optional<byte[]> text = files.read(directory, thread + "status");
        if (shown.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        PidStatus status = PidStatus.parse(text.get());
        // /proc has directories of threads too, and does not list them.
        return status.threadGroup() == pid
                ? Optional.of(facts(directory, leader, thread, ByteBuffer.wrap(shown.get()), status))
                : Optional.empty();
    }

    private ProcessFacts facts(int directory, PidStat leader, String thread, ByteBuffer shown, PidStatus status) {
        ProcessFacts.Builder facts = ProcessFacts.of(
                        id(leader), PidStat.name(shown), new UserNames(files).of(status.uid()))
                .parent(leader.parent())
                .state(state(PidStat.decode(shown)))
                .kernelThread(leader.kernelThread())
                .firstOfNamespace(status.innermostPid().orElse(leader.pid()) == 1)
                .ignored(SignalNumbers.ofMask(status.ignored()))
                .caught(SignalNumbers.ofMask(status.caught()));
        Optional<byte[]> executable = files.linkIfPermitted(directory, thread + "exe");
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
        Optional<Descriptor> opened = files.open(directory, "task");
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Descriptor tasks = opened.get()) {
            Longs tids = DirectoryReader.numbers(tasks.number());
            for (int i = 0; i < tids.size(); i++) {
                String thread = "task/" + tids.get(i) + "/";
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
        return text.isEmpty() ? Optional.empty() : Optional.of(PidStat.decode(ByteBuffer.wrap(text.get())));
    }
}
