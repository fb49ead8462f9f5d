package com.example.ownprovider;

import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.ProcessFacts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which processes have a descriptor of which socket: the links {@code /proc/PID/fd/N} that read {@code socket:[INODE]}. */
final class SocketOwners {
    private final Map<Long, List<ProcessId>> processes = new HashMap<>();
    private long unreadable;
    private boolean everybody = true;

    private SocketOwners() {}

    /** Looks for these inodes at all processes. */
    static SocketOwners find(Set<Long> inodes) throws IOException {
        SocketOwners owners = new SocketOwners();
        if (inodes.stream().allMatch(inode -> inode == 0)) {
            return owners;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ProcProvider.PROC, "[0-9]*")) {
            for (Path process : all) {
                owners.look(Long.parseLong(process.getFileName().toString()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return owners;
    }

    /** Looks at one process. */
    static SocketOwners ofProcess(long pid) throws IOException {
        SocketOwners owners = new SocketOwners();
        owners.everybody = false;
        owners.look(pid);
        return owners;
    }

    private void look(long pid) throws IOException {
        Optional<ProcessId> process = identity(pid);
        Set<Long> sockets = process.isPresent() ? sockets(pid) : Set.of();
        if (!sockets.isEmpty() && identity(pid).equals(process)) { // else the pid went to another meanwhile
            sockets.forEach(inode ->
                    processes.computeIfAbsent(inode, key -> new ArrayList<>()).add(process.get()));
        }
    }

    private static Optional<ProcessId> identity(long pid) {
        return ProcProcesses.facts(pid).map(ProcessFacts::id);
    }

    private Set<Long> sockets(long pid) throws IOException {
        Set<Long> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(ProcProvider.PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                inode(descriptor).ifPresent(inodes::add);
            }
        } catch (AccessDeniedException e) {
            unreadable++;
        } catch (NoSuchFileException e) {
            return Set.of(); // it has ended
        } catch (DirectoryIteratorException e) {
            if (Files.exists(ProcProvider.PROC.resolve(Long.toString(pid)))) {
                throw e.getCause();
            }
        }
        return inodes;
    }

    private static Optional<Long> inode(Path descriptor) throws IOException {
        try {
            String link = Files.readSymbolicLink(descriptor).toString();
            return link.startsWith("socket:[")
                    ? Optional.of(Long.parseLong(link.substring("socket:[".length(), link.length() - 1)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // closed meanwhile
        }
    }

    /** The owner of the socket with this inode. */
    Owner ownerOf(long inode) {
        List<ProcessId> found = processes.get(inode);
        if (inode == 0) {
            return Owners.none();
        } else if (found != null) {
            return Owners.known(found, everybody && unreadable == 0);
        }
        return Owners.hidden(
                unreadable == 0
                        ? "no process has a descriptor of it"
                        : "no process that may be looked at has a descriptor of it");
    }

    /** What could not be seen. */
    Optional<Gap> gap() {
        return unreadable == 0
                ? Optional.empty()
                : Optional.of(new Gap(
                        Gap.Cause.PERMISSION,
                        "descriptors of processes",
                        unreadable,
                        "only their own user and root may read them"));
    }
}
