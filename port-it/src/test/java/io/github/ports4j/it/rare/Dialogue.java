package io.github.ports4j.it.rare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Probe} that is asked and answers. Used by one thread. */
final class Dialogue implements AutoCloseable {
    private static final long ANSWER_SECONDS = 60;
    private static final long END_SECONDS = 15;
    private static final String LOST = "(the probe has ended)";

    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Dialogue(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts the probe and returns when it is ready. */
    static Dialogue with(ProcessBuilder builder) throws IOException {
        Path errors = Files.createTempFile("probe", ".err");
        Dialogue dialogue = new Dialogue(builder.redirectError(errors.toFile()).start(), errors);
        Thread reader = new Thread(() -> dialogue.read(dialogue.process.getInputStream()), "probe");
        reader.setDaemon(true);
        reader.start();
        dialogue.answer("(start)");
        return dialogue;
    }

    private void read(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("unreadable: " + e);
        }
        lines.add(LOST);
    }

    /** Its pid where the tests run; of the launcher, if that does not turn into the JVM. */
    long pid() {
        return process.pid();
    }

    /** Asks, and waits for the answer. */
    Answer ask(String question) {
        try {
            OutputStream out = process.getOutputStream();
            out.write((question + "\n").getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(question + ": the probe does not listen:\n" + errors(), e);
        }
        return answer(question);
    }

    private Answer answer(String question) {
        List<String> answer = new ArrayList<>();
        try {
            while (true) {
                String line = lines.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (line == null || line.equals(LOST)) {
                    String what = line == null ? "no answer" : LOST;
                    close();
                    throw new AssertionError(question + ": " + what + ":\n" + answer + "\n" + errors());
                }
                if (line.equals(Probe.END)) {
                    return new Answer(question, answer);
                }
                answer.add(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + question, e);
        }
    }

    /** What it has written to standard error. */
    String errors() {
        try {
            return Files.exists(errors) ? Files.readString(errors) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the probe by the end of its input. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                Jvm.end(process);
            }
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            Jvm.end(process); // its input is closed already, or it does not read
        } catch (InterruptedException e) {
            Jvm.end(process);
            Thread.currentThread().interrupt();
        }
    }

    /** What the probe said: lines such as {@code state=FREE}. */
    record Answer(String question, List<String> lines) {
        /** The value of the one line with this name; empty if there is none. */
        String get(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        /** The values of all lines with this name. */
        List<String> all(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .toList();
        }

        /** The value as a number. */
        long number(String name) {
            return Long.parseLong(get(name));
        }

        @Override
        public String toString() {
            return question + "\n  " + String.join("\n  ", lines);
        }
    }
}
