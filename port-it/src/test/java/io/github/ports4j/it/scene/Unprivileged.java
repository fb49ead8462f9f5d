package io.github.ports4j.it.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs something in a thread of its own that has no privileges: on Linux each thread has its own user. */
public final class Unprivileged {
    /** Neither the user of the tests nor {@link ActorOptions#OTHER_USER}. */
    private static final int USER = 65533;

    private Unprivileged() {}

    /** Runs it, and returns or throws what it does. Threads that it starts have no privileges either; a pool's would. */
    public static <T> T call(Supplier<T> action) {
        openClassPath();
        int dumpable = Syscalls.dumpable();
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(action, result), "unprivileged");
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            throw e;
        } finally {
            Syscalls.setDumpable(dumpable);
        }
    }

    private static <T> void run(Supplier<T> action, CompletableFuture<T> result) {
        try {
            Syscalls.becomeForThisThread(USER);
            result.complete(action.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** Opens all jars, which may be where only the user of the tests can read: classes are still to be loaded from them. */
    private static void openClassPath() {
        try {
            Unprivileged.class
                    .getClassLoader()
                    .getResources("io/github/ports4j/none")
                    .hasMoreElements();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
