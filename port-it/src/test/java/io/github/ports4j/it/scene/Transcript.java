package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The lines that a program prints, as they come; each can be waited for and taken once. */
final class Transcript {
    private final List<String> all = new ArrayList<>();
    private final List<String> untaken = new ArrayList<>();
    private boolean ended;

    /** Begins to read in a thread of its own, which tells each line to the listener before anybody can take it. */
    static Transcript of(InputStream stream, Consumer<String> listener) {
        Transcript transcript = new Transcript();
        Thread reader = new Thread(() -> transcript.readAll(stream, listener), "transcript");
        reader.setDaemon(true);
        reader.start();
        return transcript;
    }

    private void readAll(InputStream stream, Consumer<String> listener) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, ISO_8859_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                listener.accept(line);
                add(line);
            }
        } catch (IOException e) {
            add("unreadable: " + e);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        all.add(line);
        untaken.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for the first line not taken yet that fits, and takes it; empty if time or the program comes to its end. */
    synchronized Optional<String> take(Predicate<String> wanted, Duration within) {
        Optional<String> line = await(untaken, wanted, within);
        line.ifPresent(untaken::remove);
        return line;
    }

    /** Waits for a line that fits, taken or not, and leaves it; empty if time or the program comes to its end. */
    synchronized Optional<String> find(Predicate<String> wanted, Duration within) {
        return await(all, wanted, within);
    }

    /** Waits for the end of the output. */
    synchronized boolean awaitEnd(Duration within) {
        take(line -> false, within);
        return ended;
    }

    private Optional<String> await(List<String> lines, Predicate<String> wanted, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Optional<String> line = lines.stream().filter(wanted).findFirst();
            long rest = deadline - System.nanoTime();
            if (line.isPresent() || ended || rest <= 0) {
                return line;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(rest, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a line", e);
            }
        }
    }

    /** All lines so far, taken or not. */
    synchronized List<String> lines() {
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return String.join("\n  ", lines());
    }
}
