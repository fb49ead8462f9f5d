package com.example.ownprovider;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.ProcessId;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks at processes. To signal the right one takes a pidfd, and that takes native code: it is not offered. */
final class ProcProcesses implements ProcessControl {
    private static final int STATE = 0; // of the fields of /proc/PID/stat behind the name, see proc_pid_stat(5)
    private static final int PARENT = 1;
    private static final int START = 19;

    @Override
    public long currentPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Optional<ProcessFacts> read(long pid) {
        return facts(pid);
    }

    static Optional<ProcessFacts> facts(long pid) {
        Path process = ProcProvider.PROC.resolve(Long.toString(pid));
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String user = user(Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1));
            // the name is in parentheses and may hold any
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ProcessId id = HostValues.processId(pid, Long.parseLong(fields[START]), startTime(pid));
            return Optional.of(ProcessFacts.of(id, name, user)
                    .parent(Long.parseLong(fields[PARENT]))
                    .state(state(fields[STATE]))
                    .build());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.notExists(process)) {
                return Optional.empty(); // it ended while it was read
            }
            throw new UncheckedIOException(e);
        }
    }

    /** The number of its user: the owner of its folder is not always that one. */
    private static String user(String status) {
        for (String line : status.split("\n", -1)) {
            if (line.startsWith("Uid:\t")) {
                return line.split("\t", -1)[2]; // the effective one, after the real one
            }
        }
        throw new MalformedReplyException("/proc/PID/status", 0, status.length(), status.length() + 1);
    }

    private static ProcessFacts.State state(String letter) {
        return switch (letter) {
            case "Z", "X" -> ProcessFacts.State.ZOMBIE;
            case "T" -> ProcessFacts.State.STOPPED;
            default -> ProcessFacts.State.ALIVE;
        };
    }

    /** For display; the number in the file is what tells processes apart. */
    private static Instant startTime(long pid) throws NoSuchFileException {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .orElseThrow(() -> new NoSuchFileException("pid " + pid));
    }

    @Override
    public Optional<ProcessTarget> open(ProcessId process) {
        throw missing("signals");
    }

    @Override
    public List<ProcessId> descendants(ProcessId process) {
        throw missing("a list of descendants");
    }

    @Override
    public void awaitExit(Collection<? extends ProcessTarget> targets, Duration timeout) {
        throw missing("a way to wait for the end of a process");
    }

    private static UnsupportedFeatureException missing(String what) {
        return new UnsupportedFeatureException("the provider 'proc' has no " + what.replaceFirst("^an? ", ""));
    }
}
