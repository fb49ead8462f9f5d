package io.github.ports4j.linux.process;

import java.nio.charset.StandardCharsets;

/**
 * What {@code /proc/PID/stat} tells of a process, or {@code /proc/PID/task/TID/stat} of a thread.
 *
 * @param pid the number that the mounted /proc knows it by
 * @param name field 2, up to 64 bytes of the process' own choice
 * @param state field 3, a letter
 * @param parent field 4; 0 for none that this pid namespace shows
 * @param flags field 9, the kernel's PF_ flags
 * @param startTicks field 22, hundredths of a second since boot: with the pid, the identity of a process
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record PidStat(long pid, String name, char state, long parent, long flags, long startTicks) {
    private static final String FILE = "/proc/PID/stat";
    private static final long PF_KTHREAD = 0x0020_0000;

    /** Takes the line apart. The name may hold parentheses, spaces and line ends; only the last ')' of the line ends it. */
    static PidStat parse(byte[] line) {
        int open = indexOf(line, '(');
        int close = lastIndexOf(line, ')');
        if (open < 2 || close < open) {
            throw ProcText.malformed(FILE + ": name in parentheses", 0, line.length);
        }
        if (line[line.length - 1] != '\n') {
            throw ProcText.malformed(FILE + ": end of line", line.length, line.length);
        }
        Fields fields = new Fields(new String(line, close + 1, line.length - close - 2, StandardCharsets.ISO_8859_1));
        String pid = new String(line, 0, open - 1, StandardCharsets.ISO_8859_1);
        String name = new String(line, open + 1, close - open - 1, StandardCharsets.UTF_8);
        String state = fields.next();
        if (state.length() != 1 || line[open - 1] != ' ') {
            throw ProcText.malformed(FILE + ": state", close + 1, line.length);
        }
        long parent = ProcText.decimal(FILE + ": ppid", fields.next());
        fields.skip(4); // pgrp, session, tty_nr, tpgid
        long flags = ProcText.decimal(FILE + ": flags", fields.next());
        fields.skip(12); // minflt to itrealvalue
        long start = ProcText.decimal(FILE + ": starttime", fields.next());
        return new PidStat(ProcText.decimal(FILE + ": pid", pid), name, state.charAt(0), parent, flags, start);
    }

    /** Whether it has ended: a zombie, or about to vanish. Of a process this says nothing about its other threads. */
    boolean ended() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** Whether it was stopped, by a signal (T) or by a debugger (t), whom CONT does not move. */
    boolean stopped() {
        return state == 'T' || state == 't';
    }

    /** Whether it is a thread of the kernel. */
    boolean kernelThread() {
        return (flags & PF_KTHREAD) != 0;
    }

    private static int indexOf(byte[] line, char c) {
        for (int at = 0; at < line.length; at++) {
            if (line[at] == c) {
                return at;
            }
        }
        return -1;
    }

    private static int lastIndexOf(byte[] line, char c) {
        for (int at = line.length - 1; at >= 0; at--) {
            if (line[at] == c) {
                return at;
            }
        }
        return -1;
    }

    /** What follows the name: fields, each with a space before it. */
    private static final class Fields {
        private final String text;
        private int at;

        Fields(String text) {
            this.text = text;
        }

        String next() {
            if (at >= text.length() || text.charAt(at) != ' ') {
                throw ProcText.malformed(FILE + ": fields after the name", at, text.length());
            }
            int end = text.indexOf(' ', at + 1);
            end = end < 0 ? text.length() : end;
            String field = text.substring(at + 1, end);
            at = end;
            return field;
        }

        void skip(int count) {
            for (int i = 0; i < count; i++) {
                next();
            }
        }
    }
}
