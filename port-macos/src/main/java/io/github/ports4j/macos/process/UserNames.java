package io.github.ports4j.macos.process;

import io.github.ports4j.posix.Passwd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Names of users by {@code /etc/passwd} alone, so that no directory server is waited for. On macOS it has the system's own users; people
 * are in Open Directory, and shown by their numbers.
 */
final class UserNames {
    private static final Path PASSWD = Path.of("/etc/passwd");

    private UserNames() {}

    /** The name of this user id, or the number. */
    static String of(long uid) {
        try {
            String text = new String(Files.readAllBytes(PASSWD), StandardCharsets.UTF_8);
            return Passwd.nameOf(uid, text).orElse(Long.toString(uid));
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Long.toString(uid);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + PASSWD, e);
        }
    }
}
