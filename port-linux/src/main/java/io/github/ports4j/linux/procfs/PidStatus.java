package io.github.ports4j.linux.procfs;

import java.util.List;
import java.util.OptionalLong;

/**
 * What {@code /proc/PID/status} tells.
 *
 * @param threadGroup Tgid: the pid of the process; differs from the number asked for if that is one of its threads
 * @param uid the effective user id
 * @param innermostPid the last of NStgid: its pid in its own pid namespace; empty where the kernel does not tell (before 4.1)
 * @param pidNamespaces how many numbers NStgid shows: the namespaces from that of the mounted /proc to its own
 * @param ignored SigIgn, bit n-1 for signal n
 * @param caught SigCgt, likewise
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public record PidStatus(
        long threadGroup, long uid, OptionalLong innermostPid, int pidNamespaces, long ignored, long caught) {
    private static final String FILE = "/proc/PID/status";

    /** Takes the text apart. Names in it are escaped by the kernel, and so can't begin a line. */
    public static PidStatus parse(byte[] text) {
        List<String> lines = ProcText.lines(FILE, text);
        String pids = optional(lines, "NStgid");
        int innermost = pids.lastIndexOf('\t') + 1;
        return new PidStatus(
                ProcText.decimal(FILE + ": Tgid", required(lines, "Tgid")),
                ProcText.decimal(FILE + ": Uid", field(required(lines, "Uid"), 1)),
                pids.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(ProcText.decimal(FILE + ": NStgid", pids.substring(innermost))),
                pids.isEmpty() ? 0 : count(pids),
                ProcText.hex(FILE + ": SigIgn", required(lines, "SigIgn")),
                ProcText.hex(FILE + ": SigCgt", required(lines, "SigCgt")));
    }

    private static String required(List<String> lines, String key) {
        String value = optional(lines, key);
        if (value.isEmpty()) {
            throw ProcText.malformed(FILE + ": " + key, 0, 0);
        }
        return value;
    }

    /** What follows the key and a tab; empty if there is no such line. */
    private static String optional(List<String> lines, String key) {
        String start = key + ":\t";
        for (String line : lines) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        return "";
    }

    private static int count(String fields) {
        int count = 1;
        for (int at = fields.indexOf('\t'); at >= 0; at = fields.indexOf('\t', at + 1)) {
            count++;
        }
        return count;
    }

    /** One of several fields with tabs between them; empty if there are not so many. */
    private static String field(String fields, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            int tab = fields.indexOf('\t', start);
            if (tab < 0) {
                return "";
            }
            start = tab + 1;
        }
        int end = fields.indexOf('\t', start);
        return fields.substring(start, end < 0 ? fields.length() : end);
    }
}
