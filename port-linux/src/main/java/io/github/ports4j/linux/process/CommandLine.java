package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.ProcText;
import java.util.Optional;

/**
 * What {@code /proc/PID/cmdline} tells.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html">proc_pid_cmdline(5)</a>
 */
final class CommandLine {
    private CommandLine() {}

    /** The arguments, each ended by NUL, with spaces between them; empty for kernel threads and processes that erased them. */
    static Optional<String> parse(byte[] arguments) {
        int end = arguments.length;
        while (end > 0 && arguments[end - 1] == 0) {
            end--;
        }
        byte[] line = new byte[end];
        for (int at = 0; at < end; at++) {
            line[at] = arguments[at] == 0 ? (byte) ' ' : arguments[at];
        }
        String text = ProcText.utf8(line);
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
}
