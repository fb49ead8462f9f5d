package io.github.ports4j.linux.process;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the link {@code /proc/PID/exe} tells.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_exe.5.html">proc_pid_exe(5)</a>
 */
final class ExecutableLink {
    /** What the kernel appends to the path of a file that was removed, as by an update of its package. */
    private static final String DELETED = " (deleted)";

    private ExecutableLink() {}

    /** The path, if this JVM can express it: bytes that are no text in its encoding would name another file. */
    static Optional<Path> parse(byte[] target) {
        try {
            String path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target))
                    .toString();
            if (path.endsWith(DELETED)) {
                path = path.substring(0, path.length() - DELETED.length());
            }
            return path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
        } catch (CharacterCodingException | InvalidPathException noText) {
            return Optional.empty();
        }
    }
}
