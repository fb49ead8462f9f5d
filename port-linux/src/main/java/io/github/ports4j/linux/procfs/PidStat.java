package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.posix.ProcessTree;
import java.nio.ByteBuffer;

/**
 * What {@code /proc/PID/stat} tells of a process, or {@code /proc/PID/task/TID/stat} of a thread. Its name is apart, in
 * {@link #name}: most who look at the line don't need it.
 *
 * @param pid field 1, the number that the mounted /proc knows it by
 * @param state field 3, a letter
 * @param parent field 4; 0 for none that this pid namespace shows
 * @param flags field 9, the kernel's PF_ flags
 * @param threads field 20, how many live, with a first one that has ended
 * @param startTicks field 22, hundredths of a second since boot: with the pid, the identity of a process
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5); do_task_stat of the kernel</a>
 */
public record PidStat(long pid, char state, long parent, long flags, long threads, long startTicks)
        implements ProcessTree.Member {
    private static final String FILE = "/proc/PID/stat";
    private static final long PF_KTHREAD = 0x0020_0000;
    private static final int FROM_PGRP_TO_FLAGS = 4;
    private static final int FROM_MINFLT_TO_THREADS = 10;

    @Override
    public long start() {
        return startTicks;
    }

    /**
     * Takes the line apart.
     *
     * @param text the line from the start of the buffer to its limit
     * @throws MalformedReplyException if it has another form
     */
    public static PidStat decode(ByteBuffer text) {
        int end = text.limit();
        new TextCursor(FILE, text, Math.max(end - 1, 0), end).mark('\n'); // so the line is there in full
        TextCursor in = new TextCursor(FILE, text, 0, end);
        long pid = in.decimal();
        in.mark(' ').mark('(');
        in = new TextCursor(FILE, text, nameEnd(text), end);
        in.mark(')').mark(' ');
        char state = in.letter();
        in.mark(' ');
        long parent = in.decimal();
        in.mark(' ');
        for (int i = 0; i < FROM_PGRP_TO_FLAGS; i++) {
            in.skipField();
        }
        long flags = in.decimal();
        in.mark(' ');
        for (int i = 0; i < FROM_MINFLT_TO_THREADS; i++) {
            in.skipField();
        }
        long threads = in.decimal();
        in.mark(' ').skipField(); // itrealvalue
        long start = in.decimal();
        in.mark(' ');
        return new PidStat(pid, state, parent, flags, threads, start);
    }

    /**
     * Takes field 2 from the line: up to 64 bytes of the process' own choice. Those that are no text are replaced.
     *
     * @param text the line from the start of the buffer to its limit
     * @throws MalformedReplyException if there is no name in parentheses
     */
    public static String name(ByteBuffer text) {
        TextCursor in = new TextCursor(FILE, text, 0, text.limit());
        in.decimal();
        int start = in.mark(' ').mark('(').position();
        int end = nameEnd(text);
        if (end < start) {
            throw in.malformed("')'");
        }
        byte[] name = new byte[end - start];
        text.get(start, name);
        return ProcText.utf8(name);
    }

    /** Where the last ')' is, or 0: the name may hold parentheses, spaces and line ends, and only the last one ends it. */
    private static int nameEnd(ByteBuffer text) {
        int at = text.limit() - 1;
        while (at > 0 && text.get(at) != ')') {
            at--;
        }
        return Math.max(at, 0);
    }

    /** Whether it has ended: a zombie, or about to vanish. Of a process this says nothing about its other threads. */
    public boolean ended() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** Whether it was stopped, by a signal (T) or by a debugger (t), whom CONT does not move. */
    public boolean stopped() {
        return state == 'T' || state == 't';
    }

    /** Whether it is a thread of the kernel. */
    public boolean kernelThread() {
        return (flags & PF_KTHREAD) != 0;
    }

    /** Whether it can have no descriptors: a thread of the kernel, or a process that has ended, with all its threads. */
    boolean holdsNothing() {
        return kernelThread() || (ended() && threads <= 1);
    }
}
