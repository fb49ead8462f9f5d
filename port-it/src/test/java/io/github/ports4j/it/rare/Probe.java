package io.github.ports4j.it.rare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PortException;
import io.github.ports4j.PortReport;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TransportPort;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that uses the library as it is told on standard input, one line a question, and answers each with lines of the form
 * {@code name=value} and a last one, {@link #END}. What is thrown is an answer too. It knows no test: judging is theirs.
 *
 * <pre>
 *   explain PORT            state, holders, protections, reason, hint, gaps
 *   bind PORT               java.net's own bind, and what it threw explained
 *   free PORT [LADDER]      kind, refusal, attempts, reason, hint, holders, freedAfter, strict
 *   plan PORT [LADDER]      kind, refusal, terminations, reason; kept
 *   execute                 what free says, of the plan that is kept
 *   find PID                name; the identity is kept
 *   terminate [LADDER]      kind, attempts, reason; of the process that is kept
 *   table WHAT              complete, size, gaps; WHAT is owners or plain
 *   local                   which provider there is
 *   syscalls                what the kernel says to the calls that a filter may refuse
 *   prepare                 loads all that could be needed later, and opens every jar
 *   exhaust LEFT            opens files until no descriptor is left, then closes so many
 *   release                 closes these files
 *   descriptors             how many there are
 *   run PROGRAM ARGUMENT…   its exit state
 * </pre>
 */
public final class Probe {
    /** The last line of each answer. */
    static final String END = ".";

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_ROUTE = 0;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int PIDFD_SEND_SIGNAL = 424;
    private static final int PIDFD_OPEN = 434;

    private final PrintStream out;
    private final Deque<FileInputStream> files = new ArrayDeque<>();
    private @Nullable Ports ports;
    private @Nullable FreePlan plan;
    private @Nullable ProcessId process;

    private Probe(PrintStream out) {
        this.out = out;
    }

    /** Answers until the input ends. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        Probe probe = new Probe(out);
        out.println(END);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            probe.answer(line);
        }
    }

    private void answer(String line) {
        String[] words = line.split(" ", -1);
        long start = System.nanoTime();
        try {
            act(words);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            tell("threw", e.getClass().getSimpleName());
            tell("message", e.getMessage());
            if (e instanceof SystemCallException failed) {
                tell("errno", failed.errnoName());
            } else {
                e.printStackTrace();
            }
        }
        tell("millis", Duration.ofNanos(System.nanoTime() - start).toMillis());
        out.println(END);
    }

    private void act(String[] words) throws IOException, InterruptedException {
        switch (words[0]) {
            case "explain" -> tell(ports().port(TransportPort.parse(words[1])).explain());
            case "bind" -> bind(TransportPort.parse(words[1]));
            case "free" -> tell(freeing(words).free().get(0));
            case "plan" -> keep(freeing(words).plan());
            case "execute" -> tell(kept(plan).execute().get(0));
            case "find" -> find(Long.parseLong(words[1]));
            case "terminate" -> tell(ports().terminator().terminate(kept(process), ladder(words, 1)));
            case "table" -> table(words[1]);
            case "local" -> tell("local", Ports.local());
            case "syscalls" -> syscalls();
            case "prepare" -> prepare();
            case "exhaust" -> exhaust(Integer.parseInt(words[1]));
            case "release" -> release();
            case "descriptors" -> tell("descriptors", descriptors());
            case "run" -> run(List.of(words).subList(1, words.length));
            default -> throw new IllegalArgumentException("not a question: " + words[0]);
        }
    }

    private Ports ports() {
        Ports known = ports;
        if (known == null) {
            known = Ports.local();
            ports = known;
        }
        return known;
    }

    private static <T> T kept(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("nothing was kept");
        }
        return value;
    }

    private Freeing freeing(String[] words) {
        return ports().port(TransportPort.parse(words[1])).freeing().ladder(ladder(words, 2));
    }

    private static SignalLadder ladder(String[] words, int at) {
        return words.length > at ? SignalLadder.parse(words[at]) : SignalLadder.standard();
    }

    private void bind(TransportPort port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port.number())) {
            tell("bound", socket);
        } catch (BindException e) {
            PortException explained = ports().explain(e, port);
            tell("explained", explained.getClass().getSimpleName());
            tell("message", explained.getMessage());
        }
    }

    private void keep(FreePlan made) {
        plan = made;
        PlannedPort port = made.ports().get(0);
        tell("kind", port.kind());
        port.refusal().ifPresent(why -> tell("refusal", why));
        tell(
                "terminations",
                made.terminations().stream()
                        .map(each -> Long.toString(each.process().id().pid()))
                        .collect(Collectors.joining(",")));
        tell("reason", port.reason());
    }

    private void find(long pid) {
        Optional<ProcessInfo> found = ports().terminator().find(pid);
        process = found.map(ProcessInfo::id).orElse(null);
        tell("name", found.map(ProcessInfo::name).orElse("(none)"));
    }

    private void table(String what) {
        SocketQuery query =
                what.equals("owners") ? SocketQuery.all() : SocketQuery.all().withoutOwners();
        Sockets read = ports().sockets().read(query);
        tell("complete", read.complete());
        tell("size", read.size());
        read.gaps().forEach(gap -> tell("gap", gap.cause() + " " + gap));
        read.forEach(socket -> tell("socket", socket));
    }

    private void tell(PortReport report) {
        tell("state", report.state());
        tell("reason", report.reason());
        report.hint().ifPresent(hint -> tell("hint", hint));
        tellHolders(report);
        report.gaps().forEach(gap -> tell("gap", gap.cause() + " " + gap));
    }

    private void tellHolders(PortReport report) {
        tell(
                "holders",
                report.holders().stream()
                        .map(holder -> Long.toString(holder.id().pid()))
                        .collect(Collectors.joining(",")));
        tell(
                "protections",
                report.holders().stream()
                        .map(holder -> holder.protection()
                                .map(kept -> kept.kind().name())
                                .orElse("NONE"))
                        .collect(Collectors.joining(",")));
    }

    private void tell(FreeResult result) {
        tell("kind", result.kind());
        result.refusal().ifPresent(why -> tell("refusal", why));
        result.attempts()
                .forEach(attempt -> tell(
                        "attempt", attempt.signal() + " " + attempt.process().pid() + " " + attempt.outcome()));
        tell("reason", result.reason());
        result.hint().ifPresent(hint -> tell("hint", hint));
        result.freedAfter().ifPresent(time -> tell("freedAfter", time.toMillis()));
        tell("strict", result.strictlyBindable().map(String::valueOf).orElse("(not tried)"));
        tellHolders(result.report());
    }

    private void tell(TerminationResult result) {
        tell("kind", result.kind());
        result.refusal().ifPresent(why -> tell("refusal", why));
        result.attempts()
                .forEach(attempt -> tell(
                        "attempt", attempt.signal() + " " + attempt.process().pid() + " " + attempt.outcome()));
        tell("reason", result.reason());
    }

    private void tell(String name, @Nullable Object value) {
        out.println(name + "=" + String.valueOf(value).replace("\n", "\\n"));
    }

    // --- the kernel

    private void syscalls() {
        tell("sock_diag", outcome("socket", AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG));
        tell("route", outcome("socket", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
        tell(
                "pidfd_open",
                outcome("syscall", (long) PIDFD_OPEN, ProcessHandle.current().pid(), 0L));
        tell("pidfd_send_signal", outcome("syscall", (long) PIDFD_SEND_SIGNAL, -1L, 0L, 0L, 0L));
    }

    /** {@code ok} or {@code errno N}. */
    private static String outcome(String function, Object... arguments) {
        NativeLibrary library = NativeLibrary.getInstance("c");
        Function called = library.getFunction(function);
        long result = function.equals("syscall") ? called.invokeLong(arguments) : called.invokeInt(arguments);
        if (result < 0) {
            return "errno " + Native.getLastError();
        }
        library.getFunction("close").invokeInt(new Object[] {(int) result});
        return "ok";
    }

    // --- descriptors

    /** Nothing that is loaded later may need a file: jars are opened by looking for what none has, classes of folders now. */
    private void prepare() throws IOException {
        ClassLoader loader = Probe.class.getClassLoader();
        tell("resource", loader.getResource("io/github/ports4j/none"));
        int loaded = 0;
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (!Files.isDirectory(Path.of(entry))) {
                continue;
            }
            try (Stream<Path> tree = Files.walk(Path.of(entry))) {
                for (Path file :
                        tree.filter(path -> path.toString().endsWith(".class")).toList()) {
                    String name = Path.of(entry).relativize(file).toString();
                    loaded += isLoaded(name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.'))
                            ? 1
                            : 0;
                }
            }
        }
        tell("loaded", loaded);
    }

    private static boolean isLoaded(String name) {
        try {
            Class.forName(name, false, Probe.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // a module-info, or a test whose libraries are not there
        }
    }

    private void exhaust(int left) throws IOException {
        boolean more = true;
        while (more) {
            try {
                files.push(new FileInputStream("/dev/null"));
            } catch (IOException e) {
                more = false;
                tell("refused", e.getMessage());
            }
        }
        for (int i = 0; i < left; i++) {
            files.pop().close();
        }
    }

    private void release() throws IOException {
        while (!files.isEmpty()) {
            files.pop().close();
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.getOutputStream().close();
        List<String> said = new ArrayList<>(started.inputReader(UTF_8).lines().toList());
        tell("said", said);
        tell("exit", started.waitFor(10, TimeUnit.SECONDS) ? started.exitValue() : "none within 10 s");
    }
}
