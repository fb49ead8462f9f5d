package io.github.ports4j.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs as children that do not outlive this JVM. */
final class Child {
    private static final int DEADLINE_SECONDS = 300;
    private static final File NOWHERE = new File("/dev/null");

    private Child() {}

    /** Runs it to its end and gives its standard output. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = start(command, ProcessBuilder.Redirect.PIPE);
        Thread hook = endWithThisJvm(process);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            await(process, command);
            return output;
        } finally {
            release(process, hook);
        }
    }

    /** Runs it to its end with its output thrown away, and gives the nanoseconds from start to exit. */
    static long nanos(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(command, ProcessBuilder.Redirect.to(NOWHERE));
        Thread hook = endWithThisJvm(process);
        try {
            await(process, command);
            return System.nanoTime() - start;
        } finally {
            release(process, hook);
        }
    }

    private static Process start(List<String> command, ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(NOWHERE)
                .redirectOutput(output)
                .redirectError(NOWHERE);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static Thread endWithThisJvm(Process process) {
        Thread hook = new Thread(process::destroyForcibly, "end of pid " + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void release(Process process, Thread hook) {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the hook has run or will
        }
    }

    private static void await(Process process, List<String> command) throws IOException, InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(command + " took longer than " + DEADLINE_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " ended with exit status " + process.exitValue());
        }
    }
}
