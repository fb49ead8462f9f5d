package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;

/**
 * What the walk needs of {@code /proc/PID/stat}.
 *
 * @param pid field 1
 * @param state field 3, a letter
 * @param flags field 9, the kernel's PF_ flags
 * @param threads field 20, how many live, with a first one that has ended
 * @param startTicks field 22, hundredths of a second since boot
 * @see "proc_pid_stat(5), do_task_stat of the kernel, Linux 6.18"
 */
record StatLine(long pid, char state, long flags, long threads, long startTicks) {
    private static final String FILE = "/proc/PID/stat";
    private static final long PF_KTHREAD = 0x0020_0000;
    private static final int FROM_PPID_TO_FLAGS = 5;
    private static final int FROM_FLAGS_TO_THREADS = 10;

    /**
     * Takes the line apart. The name in field 2 may hold anything; only the last ')' ends it.
     *
     * @param text the line from the start of the buffer to its limit
     * @throws MalformedReplyException if it has another form
     */
    static StatLine decode(ByteBuffer text) {
        int end = text.limit();
        TextCursor in = new TextCursor(FILE, text, 0, end);
        long pid = in.decimal();
        in.mark(' ').mark('(');
        int close = end - 1;
        while (close >= 0 && text.get(close) != ')') {
            close--;
        }
        in = new TextCursor(FILE, text, Math.max(close, 0), end);
        in.mark(')').mark(' ');
        int state = in.peek();
        in.skipField();
        for (int i = 0; i < FROM_PPID_TO_FLAGS; i++) {
            in.skipField();
        }
        long flags = in.decimal();
        in.mark(' ');
        for (int i = 0; i < FROM_FLAGS_TO_THREADS; i++) {
            in.skipField();
        }
        long threads = in.decimal();
        in.mark(' ').skipField(); // itrealvalue
        long start = in.decimal();
        in.mark(' '); // so the number is there in full
        return new StatLine(pid, (char) state, flags, threads, start);
    }

    /** Whether it can have no descriptors: a thread of the kernel, or a process that has ended, with all its threads. */
    boolean holdsNothing() {
        boolean ended = state == 'Z' || state == 'X' || state == 'x';
        return (flags & PF_KTHREAD) != 0 || (ended && threads <= 1);
    }
}
