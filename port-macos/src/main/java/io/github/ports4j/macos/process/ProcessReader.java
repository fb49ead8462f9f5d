package io.github.ports4j.macos.process;

import io.github.ports4j.ProcessId;
import io.github.ports4j.macos.kinfo.KinfoProc;
import io.github.ports4j.macos.kinfo.ProcArgs;
import io.github.ports4j.macos.kinfo.ProcessStatus;
import io.github.ports4j.macos.kinfo.SignalNumbers;
import io.github.ports4j.macos.libproc.BsdInfo;
import io.github.ports4j.macos.libsystem.DarwinErrno;
import io.github.ports4j.macos.libsystem.Failures;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.macos.libsystem.Sysctl;
import io.github.ports4j.posix.NativeMemory;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads processes by sysctl(3), which tells their identity to everybody, and by libproc. Not safe for use by several threads, and not made
 * to last: nothing is remembered, but the memory is used again.
 */
public final class ProcessReader implements AutoCloseable {
    // sys/sysctl.h
    private static final int CTL_KERN = 1;
    private static final int KERN_PROC = 14;
    private static final int KERN_PROC_ALL = 0;
    private static final int KERN_PROC_PID = 1;
    private static final int KERN_PROCARGS2 = 49;

    // sys/proc_info.h
    private static final int PROC_PIDTBSDINFO = 3;
    private static final int MAXPATHLEN = 1024;
    private static final int PROC_PIDPATHINFO_MAXSIZE = 4 * MAXPATHLEN;

    private static final long MICROS = 1_000_000;
    private static final long NANOS_A_MICRO = 1_000;

    private final Sysctl sysctl = new Sysctl();
    private final NativeMemory memory;

    /** Ready to read. */
    public ProcessReader() {
        try {
            memory = NativeMemory.allocate(PROC_PIDPATHINFO_MAXSIZE);
        } catch (OutOfMemoryError e) {
            sysctl.close();
            throw e;
        }
    }

    /** {@code sysctl({CTL_KERN, KERN_PROC, KERN_PROC_PID, pid})}: the process that has this pid now, also a zombie. */
    Optional<KinfoProc> kinfo(long pid) {
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        ByteBuffer bytes = sysctl.byNumbers(KinfoProc.SIZE, CTL_KERN, KERN_PROC, KERN_PROC_PID, (int) pid)
                .bytes();
        return KinfoProc.decode(bytes, bytes.limit()).filter(process -> process.pid() == pid);
    }

    /** {@code sysctl({CTL_KERN, KERN_PROC, KERN_PROC_ALL})}: all processes, also zombies. */
    List<KinfoProc> all() {
        ByteBuffer bytes =
                sysctl.byNumbers(0, CTL_KERN, KERN_PROC, KERN_PROC_ALL).bytes();
        return KinfoProc.decodeAll(bytes, bytes.limit());
    }

    /** Who has this pid now and has not ended. */
    public Optional<ProcessId> id(int pid) {
        return kinfo(pid)
                .filter(process -> process.status() != ProcessStatus.SZOMB)
                .map(ProcessReader::id);
    }

    /** Its identity: the start, which exec does not change, in microseconds. */
    static ProcessId id(KinfoProc process) {
        return HostValues.processId(
                process.pid(),
                Math.addExact(Math.multiplyExact(process.startSeconds(), MICROS), process.startMicros()),
                Instant.ofEpochSecond(process.startSeconds(), process.startMicros() * NANOS_A_MICRO));
    }

    /** Whether this JVM runs as root. */
    public boolean callerIsRoot() {
        return kinfo(ProcessHandle.current().pid())
                .filter(self -> self.effectiveUid() == 0)
                .isPresent();
    }

    /** Whether it has ended: it is gone, a zombie, or another has its pid. */
    boolean ended(ProcessId process) {
        Optional<KinfoProc> now = kinfo(process.pid());
        return now.isEmpty()
                || now.get().status() == ProcessStatus.SZOMB
                || !id(now.get()).equals(process);
    }

    /** The process that has this pid now. */
    Optional<ProcessFacts> read(long pid) {
        while (true) {
            Optional<KinfoProc> process = kinfo(pid);
            if (process.isEmpty()) {
                return Optional.empty();
            }
            ProcessFacts facts = facts(process.get());
            Optional<KinfoProc> now = kinfo(pid);
            // the same afterwards: then all of it is about one process, which had not ended in the middle
            if (now.isEmpty()) {
                return Optional.empty();
            }
            if (id(now.get()).equals(id(process.get())) && state(now.get()) == state(process.get())) {
                return Optional.of(facts);
            }
        }
    }

    private ProcessFacts facts(KinfoProc process) {
        int pid = process.pid();
        Optional<BsdInfo> more = bsdInfo(pid);
        ProcessFacts.Builder facts = ProcessFacts.of(
                        id(process),
                        more.map(BsdInfo::name).filter(name -> !name.isEmpty()).orElse(process.command()),
                        UserNames.of(process.effectiveUid()))
                .parent(process.parent())
                .state(state(process))
                .ignored(SignalNumbers.ofMask(process.ignored()))
                .caught(SignalNumbers.ofMask(process.caught()));
        path(pid).ifPresent(facts::executable);
        Optional<ProcArgs> arguments = arguments(pid);
        if (arguments.isPresent()) {
            String line = String.join(" ", arguments.get().arguments());
            if (!line.isBlank()) {
                facts.commandLine(line);
            }
        }
        LaunchdJob.of(process, arguments).ifPresent(facts::service);
        return facts.build();
    }

    private static ProcessFacts.State state(KinfoProc process) {
        return switch (process.status()) {
            case ProcessStatus.SZOMB -> ProcessFacts.State.ZOMBIE;
            case ProcessStatus.SSTOP -> ProcessFacts.State.STOPPED;
            default -> ProcessFacts.State.ALIVE;
        };
    }

    /** {@code proc_pidinfo(pid, PROC_PIDTBSDINFO)}: empty for other users' processes, and for those that have ended. */
    private Optional<BsdInfo> bsdInfo(int pid) {
        int length = LibSystem.proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, memory.address(), memory.size());
        if (length <= 0) {
            return none("proc_pidinfo(" + pid + ", PROC_PIDTBSDINFO)", LibSystem.errno());
        }
        return Optional.of(BsdInfo.decode(memory.buffer(), length));
    }

    /** {@code proc_pidpath(pid)}: empty for those that have ended, or whose file is gone. */
    private Optional<Path> path(int pid) {
        int length = LibSystem.proc_pidpath(pid, memory.address(), PROC_PIDPATHINFO_MAXSIZE);
        if (length <= 0) {
            return none("proc_pidpath(" + pid + ")", LibSystem.errno());
        }
        byte[] bytes = new byte[length];
        memory.buffer().get(0, bytes);
        try {
            String path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
        } catch (CharacterCodingException | InvalidPathException noText) {
            return Optional.empty(); // as this JVM can't express it
        }
    }

    /** {@code sysctl({CTL_KERN, KERN_PROCARGS2, pid})}: empty for other users' processes, and for those that have ended. */
    private Optional<ProcArgs> arguments(int pid) {
        Sysctl.Reply reply = sysctl.byNumbers(0, CTL_KERN, KERN_PROCARGS2, pid);
        if (reply.errno() == DarwinErrno.EINVAL) { // the kernel's word for gone, a zombie, and not permitted
            return Optional.empty();
        }
        if (reply.errno() != 0) {
            return none("sysctl(KERN_PROCARGS2, " + pid + ")", reply.errno());
        }
        ByteBuffer bytes = reply.bytes();
        return bytes.limit() == 0 ? Optional.empty() : Optional.of(ProcArgs.decode(bytes, bytes.limit()));
    }

    private static <T> Optional<T> none(String call, int errno) {
        return switch (errno) {
            case DarwinErrno.ESRCH, DarwinErrno.EPERM, DarwinErrno.EACCES, DarwinErrno.ENOENT -> Optional.empty();
            default -> throw Failures.of(call, errno);
        };
    }

    @Override
    public void close() {
        memory.close();
        sysctl.close();
    }
}
