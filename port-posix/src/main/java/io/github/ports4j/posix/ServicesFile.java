package io.github.ports4j.posix;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The file with the names of services. Read without NSS, which may ask a directory server that does not answer.
 *
 * @see "services(5)"
 */
public final class ServicesFile {
    /** The administrator's, and that of distributions which keep theirs apart from it. */
    private static final List<Path> PATHS = List.of(Path.of("/etc/services"), Path.of("/usr/etc/services"));

    private static final int EACCES = 13; // the same on Linux and macOS

    private ServicesFile() {}

    /**
     * The text of the first of the files that is there; bytes that are no UTF-8 are replaced.
     *
     * @throws UnsupportedFeatureException if there is none
     * @throws SystemCallException if it can't be read
     */
    public static String read() {
        return read(PATHS);
    }

    static String read(List<Path> paths) {
        for (Path path : paths) {
            try {
                return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            } catch (NoSuchFileException missing) {
                // the next one, if there is one
            } catch (AccessDeniedException refused) {
                throw new SystemCallException(
                        "open(" + path + ")", EACCES, Errno.name(EACCES), "let this user read the file");
            } catch (IOException failed) {
                throw new SystemCallException(
                        "read(" + path + ")", 0, String.valueOf(failed.getMessage()), "mend the file");
            }
        }
        throw new UnsupportedFeatureException("this system has no file with names of services: there is neither "
                + paths.stream().map(Path::toString).collect(Collectors.joining(" nor ")));
    }
}
