package io.github.ports4j.it.scene;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The few system calls that the scene makes itself; those on users concern the calling thread alone. */
final class Syscalls {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    private Syscalls() {}

    /** {@code geteuid(2)}. */
    static int effectiveUser() {
        return libc("geteuid").invokeInt(new Object[0]);
    }

    /** Whether {@code socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG)} succeeds. */
    static boolean hasSockDiag() {
        int fd = libc("socket").invokeInt(new Object[] {AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG});
        if (fd >= 0) {
            libc("close").invokeInt(new Object[] {fd});
        }
        return fd >= 0;
    }

    /** {@code prctl(PR_GET_DUMPABLE)}: of the whole process. */
    static int dumpable() {
        return libc("prctl").invokeInt(new Object[] {PR_GET_DUMPABLE, 0L, 0L, 0L, 0L});
    }

    /** {@code prctl(PR_SET_DUMPABLE)}: of the whole process; a change of user clears it. */
    static void setDumpable(int value) {
        libc("prctl").invokeInt(new Object[] {PR_SET_DUMPABLE, (long) value, 0L, 0L, 0L});
    }

    /** Gives this thread another user and group, without further groups, and so without privileges; for good. */
    static void becomeForThisThread(int id) {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        long groups = syscall(arm ? 159 : 116, 0, 0, 0); // setgroups
        long group = syscall(arm ? 149 : 119, id, id, id); // setresgid
        long user = syscall(arm ? 147 : 117, id, id, id); // setresuid
        if (groups != 0 || group != 0 || user != 0) {
            throw new AssertionError("cannot become user " + id + ": " + groups + ", " + group + ", " + user);
        }
    }

    /**
     * {@code unshare(CLONE_NEWNET)}: this thread alone is then in a network namespace of its own.
     *
     * @return a descriptor of the one before, for {@link #leaveNetwork}
     */
    static int enterNewNetwork() {
        int before = libc("open").invokeInt(new Object[] {"/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC});
        if (before < 0) {
            throw new AssertionError("open(/proc/thread-self/ns/net): errno " + Native.getLastError());
        }
        if (libc("unshare").invokeInt(new Object[] {CLONE_NEWNET}) != 0) {
            int errno = Native.getLastError();
            libc("close").invokeInt(new Object[] {before});
            throw new AssertionError("unshare(CLONE_NEWNET): errno " + errno);
        }
        return before;
    }

    /** {@code setns(open(path), CLONE_NEWNET)}: this thread alone is then in that network namespace. */
    static void enterNetwork(String path) {
        int entry = libc("open").invokeInt(new Object[] {path, O_RDONLY | O_CLOEXEC});
        if (entry < 0) {
            throw new AssertionError("open(" + path + "): errno " + Native.getLastError());
        }
        leaveNetwork(entry);
    }

    /** {@code setns(before, CLONE_NEWNET)} and {@code close(before)}. */
    static void leaveNetwork(int before) {
        int failed = libc("setns").invokeInt(new Object[] {before, CLONE_NEWNET});
        int errno = Native.getLastError();
        libc("close").invokeInt(new Object[] {before});
        if (failed != 0) {
            throw new AssertionError("setns: errno " + errno);
        }
    }

    /** The raw call: what libc offers under these names changes all threads. */
    private static long syscall(long number, long first, long second, long third) {
        return libc("syscall").invokeLong(new Object[] {number, first, second, third});
    }

    private static Function libc(String name) {
        return NativeLibrary.getInstance("c").getFunction(name);
    }
}
