package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A system call that the kernel refuses to one thread.
 *
 * @see "seccomp(2), linux/filter.h, asm/unistd.h"
 */
enum RefusedCall {
    SOCKET(41, 198),
    CONNECT(42, 203),
    EPOLL_CTL(233, 21),
    EPOLL_CREATE1(291, 20);

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_SET_SECCOMP = 22;
    private static final int SECCOMP_MODE_FILTER = 2;
    private static final int SECCOMP_RET_ERRNO = 0x0005_0000;
    private static final int SECCOMP_RET_ALLOW = 0x7fff_0000;
    private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K
    private static final long INSTRUCTION = 8;
    private static final int INSTRUCTIONS = 4;

    private final int amd64;
    private final int generic;

    RefusedCall(int amd64, int generic) {
        this.amd64 = amd64;
        this.generic = generic;
    }

    /** Does something in a thread of its own, to which the kernel answers this call with an errno. */
    <T> T with(int errno, Callable<T> task) throws InterruptedException {
        String architecture = System.getProperty("os.arch");
        assumeTrue(
                architecture.equals("amd64") || architecture.equals("aarch64"),
                "the numbers of system calls on " + architecture + " are not written down here");
        int number = architecture.equals("amd64") ? amd64 : generic;
        FutureTask<T> refused = new FutureTask<>(() -> {
            refuse(number, errno);
            return task.call();
        });
        Thread thread = new Thread(refused, "without " + name());
        thread.start();
        try {
            return refused.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            thread.join();
        }
    }

    private static void refuse(int number, int errno) {
        try (Memory program = new Memory(INSTRUCTIONS * INSTRUCTION);
                Memory header = new Memory(2L * Native.POINTER_SIZE)) {
            header.clear();
            header.setShort(0, (short) INSTRUCTIONS);
            header.setPointer(Native.POINTER_SIZE, program);
            write(program, 0, LOAD_WORD, 0, 0); // the number of the call
            write(program, 1, JUMP_IF_EQUAL, 1, number);
            write(program, 2, RETURN, 0, SECCOMP_RET_ERRNO | errno);
            write(program, 3, RETURN, 0, SECCOMP_RET_ALLOW);
            prctl(PR_SET_NO_NEW_PRIVS, new NativeLong(1), new NativeLong(0));
            prctl(PR_SET_SECCOMP, new NativeLong(SECCOMP_MODE_FILTER), header);
        }
    }

    private static void write(Memory program, int index, int code, int skipIfNot, int value) {
        long at = index * INSTRUCTION;
        program.setShort(at, (short) code);
        program.setByte(at + 2, (byte) 0);
        program.setByte(at + 3, (byte) skipIfNot);
        program.setInt(at + 4, value);
    }

    private static void prctl(int option, Object second, Object third) {
        NativeLong none = new NativeLong(0);
        int result = NativeLibrary.getInstance("c")
                .getFunction("prctl")
                .invokeInt(new Object[] {option, second, third, none, none});
        assertThat(result).as("prctl: errno %d", Native.getLastError()).isZero();
    }
}
