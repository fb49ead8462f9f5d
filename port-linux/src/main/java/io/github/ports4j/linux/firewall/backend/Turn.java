package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Lets only one process of ours at a time look at something and change it. Others, who do not know of it, it does not hold off. */
public final class Turn {
    private static final Object WITHIN = new Object(); // a lock of a file is one of the whole process

    private final Path file;

    /** By a lock of this file, in a folder in which only root may write. */
    public Turn(Path file) {
        this.file = file;
    }

    /** Waits for it, and does this. An interrupt ends neither; the thread's flag is set afterwards. */
    public void take(Runnable what) {
        boolean interrupted = false;
        synchronized (WITHIN) {
            try {
                while (!taken(what)) {
                    interrupted = true;
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** False if an interrupt came first, whose flag is cleared then: no file can be locked with it set. */
    private boolean taken(Runnable what) {
        try (FileChannel channel = open()) {
            channel.lock();
            what.run();
            return true;
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.interrupted();
            return false;
        } catch (AccessDeniedException e) {
            throw new NotPermittedException("to lock " + file, "it is root's");
        } catch (IOException e) {
            throw new FirewallException(
                    List.of("lock", file.toString()),
                    -1,
                    String.valueOf(e.getMessage()),
                    "see why the system refuses it");
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
