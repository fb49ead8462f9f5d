package io.github.ports4j.macos.standin;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Assumptions;

/** Runs something in a thread of its own that has another user: on Linux each thread has one. */
final class OtherUser {
    private static final int USER = 65533;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    private OtherUser() {}

    /** Skips the test where the user cannot be changed, with the reason. */
    static int call(IntSupplier action) {
        if (invoke("geteuid") != 0) {
            Assumptions.abort("the tests do not run as root");
        }
        int dumpable = invoke("prctl", PR_GET_DUMPABLE, 0L, 0L, 0L, 0L); // of the process; a change of user clears it
        CompletableFuture<Integer> result = new CompletableFuture<>();
        new Thread(() -> run(action, result), "other user").start();
        try {
            return result.join();
        } finally {
            invoke("prctl", PR_SET_DUMPABLE, (long) dumpable, 0L, 0L, 0L);
        }
    }

    private static void run(IntSupplier action, CompletableFuture<Integer> result) {
        try {
            boolean arm = System.getProperty("os.arch").equals("aarch64");
            long user = USER;
            // The raw call: what libc offers under this name changes all threads.
            int failed = invoke("syscall", arm ? 147L : 117L, user, user, user); // setresuid
            if (failed != 0) {
                throw new IllegalStateException("setresuid");
            }
            result.complete(action.getAsInt());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static int invoke(String name, Object... arguments) {
        Function function = NativeLibrary.getInstance("c").getFunction(name);
        return function.invokeInt(arguments);
    }
}
