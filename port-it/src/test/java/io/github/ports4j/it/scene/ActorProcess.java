package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A process on order, with all that descends from it: {@code actor.c}, where the options and commands are listed.
 *
 * <p>What runs first is a warden, which holds no socket and is nobody the tests speak of. It ends every descendant,
 * stopped and deaf ones included, when this is closed or the JVM dies.
 */
public final class ActorProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(15);

    private static final Pattern EVENT_WITH_PID = Pattern.compile("(READY|CHILD) pid=[0-9]{1,9}( .*)?");

    private final Means means;
    private final Process warden;
    private final Transcript transcript;
    private final Map<Long, Identity> told = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile long main;

    private ActorProcess(Means means, Process warden) {
        this.means = means;
        this.warden = warden;
        this.transcript = Transcript.of(warden.getInputStream(), this::note);
    }

    /** Starts one and returns when all that the options ask for is set up. */
    public static ActorProcess start(String... options) {
        return start(Means.LINUX, Optional.empty(), options);
    }

    /** Starts one whose executable file has this name. */
    public static ActorProcess startAs(String fileName, String... options) {
        return start(Means.LINUX, Optional.of(fileName), options);
    }

    /** Starts one with these means, whose executable file has this name if it is to have one of its own. */
    static ActorProcess start(Means means, Optional<String> fileName, String... options) {
        Path program = means.actor();
        if (fileName.isPresent()) {
            program = CTools.as(fileName.get(), program);
        }
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(options));
        ActorProcess actor;
        try {
            actor = new ActorProcess(
                    means, new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException("start the actor", e);
        }
        Optional<String> last = actor.transcript.take(ActorProcess::endsTheStart, START);
        if (last.isEmpty() || last.get().startsWith("FAIL")) {
            String said = actor.transcript.toString();
            actor.close();
            throw new AssertionError("the actor is not ready:\n  " + said);
        }
        return actor;
    }

    private static boolean endsTheStart(String line) {
        return line.startsWith("FAIL")
                || (line.startsWith("READY") && (line.endsWith("role=main") || line.endsWith("role=exec")));
    }

    private void note(String line) {
        keepIdentity(line);
        listeners.forEach(listener -> listener.accept(line));
    }

    /** Keeps the identity of each process that is told of, as long as it is one of ours. */
    private void keepIdentity(String line) {
        if (!EVENT_WITH_PID.matcher(line).matches()) {
            return;
        }
        Map<String, String> fields = OpenedSocket.fields(line);
        long pid = Long.parseLong(fields.getOrDefault("pid", "0"));
        means.look(pid).filter(found -> found.descendsFrom(warden.pid())).ifPresent(found -> told.put(pid, found));
        if (Set.of("main", "exec", "successor").contains(fields.getOrDefault("role", ""))) {
            main = pid;
        }
    }

    /** The process that did the last option and takes the commands; with a supervisor, the latest. */
    public long pid() {
        return main;
    }

    /** The processes told of so far, in the order of their pids, whether they live or not. */
    public List<Long> pids() {
        return told.keySet().stream().sorted().toList();
    }

    /** The pids that were told of in this role: main, child, parent, supervisor, outside, successor. */
    public List<Long> pids(String role) {
        return transcript.lines().stream()
                .filter(line -> line.startsWith("READY ") && line.endsWith(" role=" + role))
                .map(line -> Long.parseLong(OpenedSocket.fields(line).getOrDefault("pid", "")))
                .toList();
    }

    /** The sockets opened so far, those that were closed meanwhile too. */
    public List<OpenedSocket> sockets() {
        return transcript.lines().stream()
                .filter(line -> line.startsWith("SOCKET "))
                .map(OpenedSocket::parse)
                .toList();
    }

    /** The port of the socket opened last. */
    public int port() {
        List<OpenedSocket> sockets = sockets();
        return sockets.get(sockets.size() - 1).port();
    }

    /** All that was printed so far. */
    public List<String> lines() {
        return transcript.lines();
    }

    /** Waits for a line that begins so, and takes it, so that the next call waits for the next one. */
    public String awaitLine(String prefix, Duration within) {
        return transcript
                .take(line -> line.startsWith(prefix), within)
                .orElseThrow(
                        () -> new AssertionError("no line '" + prefix + "' within " + within + ":\n  " + transcript));
    }

    /** Waits until the parent of this process has reaped it; returns {@code code=0} or {@code signal=TERM}. */
    public String awaitExit(long pid, Duration within) {
        String prefix = "EXIT pid=" + pid + " ";
        return transcript
                .find(line -> line.startsWith(prefix), within)
                .orElseThrow(() -> new AssertionError("no end of " + pid + " within " + within + ":\n  " + transcript))
                .substring(prefix.length());
    }

    /** Returns when all that was printed before this call has been read. */
    public void sync() {
        boolean answered = false;
        try {
            send("sync");
            answered =
                    transcript.take(line -> line.startsWith("OK sync "), ANSWER).isPresent();
        } catch (UncheckedIOException e) {
            // the last process has ended, and so the output ends
        }
        if (!answered && !transcript.awaitEnd(ANSWER)) {
            throw new AssertionError("no answer to 'sync':\n  " + transcript);
        }
    }

    /** Tells this listener each line from now on, in the thread that reads them: it must not wait for one. */
    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Gives a command and returns when it is done. */
    public String command(String command) {
        send(command);
        String verb = command.split(" ", 2)[0];
        String answer = transcript
                .take(line -> line.startsWith("OK " + verb + " ") || line.startsWith("FAILED "), ANSWER)
                .orElseThrow(() -> new AssertionError("no answer to '" + command + "':\n  " + transcript));
        if (answer.startsWith("FAILED ")) {
            throw new IllegalStateException(command + ": " + answer);
        }
        return answer;
    }

    /** Lets the main process end by itself. */
    public void exit(int code) {
        long pid = main;
        send("exit " + code);
        awaitExit(pid, ANSWER);
    }

    /** Signals the main process or another one of this actor; none but a descendant of the warden is signalled. */
    public void signal(long pid, String name) {
        command("signal " + pid + " " + name);
    }

    /** Kills one of the processes and returns when it is a zombie or gone. */
    public void kill(long pid) {
        signal(pid, "KILL");
    }

    /** Stops the main process ({@code SIGSTOP}) and returns when it stands still. */
    public void stop() {
        signal(main, "STOP");
    }

    /** Whether the main process runs: neither gone nor a zombie. */
    public boolean isAlive() {
        return isAlive(main);
    }

    /** Whether this process of the actor runs: neither gone nor a zombie. */
    public boolean isAlive(long pid) {
        Identity known = told.get(pid);
        return known != null && known.running();
    }

    /** Gives a command without waiting for the answer. */
    synchronized void send(String command) {
        try {
            OutputStream out = warden.getOutputStream();
            out.write((command + "\n").getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(command + ":\n  " + transcript, e);
        }
    }

    /** Ends everything that it was; fails if anything is left. */
    @Override
    public void close() {
        try {
            warden.getOutputStream().close();
        } catch (IOException e) {
            warden.destroyForcibly(); // it is gone, or does not read: its end is the end of the others
        }
        boolean ended = waitFor(warden);
        if (!ended) {
            warden.destroyForcibly();
        }
        told.values().forEach(ActorProcess::killIfLeft);
        List<Identity> stuck = told.values().stream().filter(Identity::present).toList();
        if (!stuck.isEmpty() || !ended) {
            throw new AssertionError(
                    "left behind: " + stuck + (ended ? "" : ", and the warden") + ":\n  " + transcript);
        }
    }

    private static void killIfLeft(Identity process) {
        Optional<ProcessHandle> left = ProcessHandle.of(process.pid()).filter(handle -> process.present());
        if (left.isPresent()) { // the handle compares the start time once more when it signals
            left.get().destroyForcibly();
            left.get()
                    .onExit()
                    .completeOnTimeout(left.get(), END.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static boolean waitFor(Process process) {
        try {
            return process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    @Override
    public String toString() {
        return "actor pid " + main + ":\n  " + transcript;
    }
}
