package io.github.ports4j.testkit;

import io.github.ports4j.Signal;
import io.github.ports4j.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A process of a {@link FakeHost} that is about to start. Without refinement it belongs to {@code root}, runs {@code
 * /usr/bin/NAME}, ends on each deadly signal at once, and is a child of the host's first process. Not safe for use by several
 * threads.
 */
public final class FakeProcessBuilder {
    /** What a process does on a signal, and how long after. */
    record Handler(Duration after, Consumer<FakeProcess> action) {}

    final List<FakeSocket> sockets = new ArrayList<>();
    final Set<Signal> ignored = EnumSet.noneOf(Signal.class);
    final Map<Signal, Handler> handlers = new EnumMap<>(Signal.class);
    String name;
    String user = HostState.ROOT;
    Optional<Path> executable;
    Optional<Supervisor> service = Optional.empty();
    Optional<String> container = Optional.empty();
    /** After how long its parent starts it again. */
    Optional<Duration> respawn = Optional.empty();

    Optional<String> untouchable = Optional.empty();
    int forks;
    /** 0 for any. */
    long pid;

    /** Whether it belongs to whoever looks. */
    boolean observer;

    boolean neverReaped;
    boolean unreadable;
    boolean unsignallable;
    boolean kernelThread;
    boolean firstOfNamespace;
    boolean otherNetwork;
    boolean inFlight;

    private final HostState host;
    private String arguments = "";
    private Optional<FakeProcess> parent = Optional.empty();
    private Optional<String> supervisor = Optional.empty();

    FakeProcessBuilder(HostState host, String name) {
        this.host = host;
        this.name = name;
        executable = name.matches("[\\w.-]+") ? Optional.of(Path.of("/usr/bin", name)) : Optional.empty();
    }

    private FakeProcessBuilder(FakeProcessBuilder other) {
        this(other.host, other.name);
        sockets.addAll(other.sockets);
        ignored.addAll(other.ignored);
        handlers.putAll(other.handlers);
        user = other.user;
        executable = other.executable;
        service = other.service;
        container = other.container;
        respawn = other.respawn;
        untouchable = other.untouchable;
        forks = other.forks;
        pid = other.pid;
        observer = other.observer;
        neverReaped = other.neverReaped;
        unreadable = other.unreadable;
        unsignallable = other.unsignallable;
        kernelThread = other.kernelThread;
        firstOfNamespace = other.firstOfNamespace;
        otherNetwork = other.otherNetwork;
        inFlight = other.inFlight;
        arguments = other.arguments;
        parent = other.parent;
        supervisor = other.supervisor;
    }

    /** It listens on this TCP port, on the wildcard address of both families. */
    public FakeProcessBuilder listen(int port) {
        return socket(FakeSocket.listener(port));
    }

    /** It has bound this UDP port, on the wildcard address of both families. */
    public FakeProcessBuilder udp(int port) {
        return socket(FakeSocket.udp(port));
    }

    /** It keeps a connection to this TCP port of this host, where somebody must listen by then. */
    public FakeProcessBuilder connect(int remotePort) {
        return socket(FakeSocket.connection(remotePort));
    }

    /** It opens this socket as well. */
    public FakeProcessBuilder socket(FakeSocket socket) {
        sockets.add(socket);
        return this;
    }

    /** It belongs to this user; the user has any number, but {@code root} has 0. */
    public FakeProcessBuilder user(String userName) {
        user = userName;
        return this;
    }

    /** The file that it runs. */
    public FakeProcessBuilder executable(String path) {
        executable = Optional.of(Path.of(path));
        return this;
    }

    /** What follows the program on its command line. */
    public FakeProcessBuilder arguments(String text) {
        arguments = text;
        return this;
    }

    /** Its parent. */
    public FakeProcessBuilder parent(FakeProcess process) {
        parent = Optional.of(process);
        return this;
    }

    /**
     * Its pid, such as that of a process that has ended.
     *
     * @throws IllegalStateException from {@link #start()} if it is in use
     */
    public FakeProcessBuilder pid(long number) {
        pid = number;
        return this;
    }

    /** It ignores these signals. */
    public FakeProcessBuilder ignores(Signal... signals) {
        ignored.addAll(List.of(signals));
        return this;
    }

    /** It catches this signal and does that so long after, such as {@code FakeProcess::closeListeners}. */
    public FakeProcessBuilder on(Signal signal, Duration after, Consumer<FakeProcess> action) {
        handlers.put(signal, new Handler(after, action));
        return this;
    }

    /** It shuts down in an orderly manner on TERM, which takes this long. */
    public FakeProcessBuilder exitsAfter(Duration time) {
        return on(Signal.TERM, time, FakeProcess::exit);
    }

    /** On TERM it closes its listeners and lives on with its connections. */
    public FakeProcessBuilder drains() {
        return on(Signal.TERM, Duration.ZERO, FakeProcess::closeListeners);
    }

    /** It catches TERM, HUP and INT and does nothing. */
    public FakeProcessBuilder records() {
        for (Signal signal : List.of(Signal.TERM, Signal.HUP, Signal.INT)) {
            on(signal, Duration.ZERO, process -> {});
        }
        return this;
    }

    /** This many children have all its sockets, and the default action for each signal. */
    public FakeProcessBuilder forks(int count) {
        forks = count;
        return this;
    }

    /** The unit of the service manager that it belongs to. */
    public FakeProcessBuilder service(Supervisor unit) {
        service = Optional.of(unit);
        return this;
    }

    /** The container that it runs in. */
    public FakeProcessBuilder container(String id) {
        container = Optional.of(id);
        return this;
    }

    /** A parent of this name starts it, as it was first, again so long after each of its ends. */
    public FakeProcessBuilder supervisedBy(String parentName, Duration delay) {
        supervisor = Optional.of(parentName);
        respawn = Optional.of(delay);
        return this;
    }

    /** Its parent never reaps it. */
    public FakeProcessBuilder neverReaped() {
        neverReaped = true;
        return this;
    }

    /** Nobody may read its descriptors, not even root, as some security modules have it. */
    public FakeProcessBuilder unreadable() {
        unreadable = true;
        return this;
    }

    /** Nobody may signal it, not even root. */
    public FakeProcessBuilder unsignallable() {
        unsignallable = true;
        return this;
    }

    /** It is the first process of a pid namespace. */
    public FakeProcessBuilder firstOfNamespace() {
        firstOfNamespace = true;
        return this;
    }

    /** It lives in another network namespace. */
    public FakeProcessBuilder inOtherNetwork() {
        otherNetwork = true;
        return this;
    }

    /** Its sockets are in flight: nobody's descriptor table has them. */
    public FakeProcessBuilder inFlight() {
        inFlight = true;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if its pid is in use, or one of its sockets can't be opened: {@link FakeProcess#open}
     */
    public FakeProcess start() {
        synchronized (host) {
            FakeProcessBuilder copy = new FakeProcessBuilder(this);
            Optional<FakeProcess> starter = supervisor
                    .map(text -> new FakeProcessBuilder(host, text).start())
                    .or(() -> parent)
                    .or(() -> host.process(1));
            return host.start(copy, starter);
        }
    }

    /** What a fork of it is. */
    FakeProcessBuilder plainFork() {
        FakeProcessBuilder fork = successor();
        fork.handlers.clear();
        fork.ignored.clear();
        return fork;
    }

    /** What takes its place and has its sockets. */
    FakeProcessBuilder successor() {
        FakeProcessBuilder next = anyPid();
        next.sockets.clear();
        next.forks = 0;
        next.respawn = Optional.empty();
        next.firstOfNamespace = false;
        return next;
    }

    FakeProcessBuilder anyPid() {
        FakeProcessBuilder copy = new FakeProcessBuilder(this);
        copy.pid = 0;
        return copy;
    }

    String commandLine() {
        return (executable.map(Path::toString).orElse(name) + " " + arguments).strip();
    }
}
