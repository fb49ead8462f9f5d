package io.github.ports4j.testkit;

import io.github.ports4j.Printable;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of a {@link FakeHost}; what a test does to it happens at once. Safe for use by many threads. */
public final class FakeProcess {
    /** How far it has come. */
    private enum Life {
        RUNNING,
        ZOMBIE,
        REAPED
    }

    private final HostState host;
    private final FakeProcessBuilder spec;
    private final ProcessId id;
    private final List<Signal> received = new ArrayList<>();
    /** Signals that wait until it is resumed or thawed. */
    private final List<Signal> pending = new ArrayList<>();
    /** What it would have done while it was stopped or frozen. */
    private final List<Runnable> deferred = new ArrayList<>();

    private final Map<Signal, List<Runnable>> watchers = new EnumMap<>(Signal.class);
    /** Who started it. */
    private final Optional<FakeProcess> starter;

    /** Who reaps it. */
    private Optional<FakeProcess> parent;

    private Life life = Life.RUNNING;
    private Freezer freezer = Freezer.THAWED;
    private boolean stopped;

    FakeProcess(HostState host, FakeProcessBuilder spec, long pid, Optional<FakeProcess> parent) {
        this.host = host;
        this.spec = spec;
        starter = parent;
        this.parent = parent;
        id = HostValues.processId(pid, host.newStartToken(), host.clock.now());
    }

    /** Which process. */
    public ProcessId id() {
        return id;
    }

    /** Its pid. */
    public long pid() {
        return id.pid();
    }

    /** The user it belongs to. */
    public String user() {
        synchronized (host) {
            return spec.observer ? host.observer : spec.user;
        }
    }

    /** Its parent; empty for the first process and where the parent was the host's first. */
    public Optional<FakeProcess> parent() {
        synchronized (host) {
            return parent;
        }
    }

    /** Tells whether it has not ended; one that is not reaped has ended. */
    public boolean alive() {
        synchronized (host) {
            return life == Life.RUNNING;
        }
    }

    /** The signals for which it had a handler that ran, in order. */
    public List<Signal> received() {
        synchronized (host) {
            return List.copyOf(received);
        }
    }

    /**
     * Does this each time it receives the signal, just before it reacts. Only for signals that it catches. The host's lock is
     * held: the action must not wait for another thread that uses the host.
     */
    public void whenReceived(Signal signal, Runnable action) {
        synchronized (host) {
            watchers.computeIfAbsent(signal, key -> new ArrayList<>()).add(action);
        }
    }

    /**
     * Opens a socket.
     *
     * @throws IllegalStateException if the port is in use by the rules of {@code bind(2)}, or nobody listens where it is to
     *     connect, or this process has ended
     */
    public void open(FakeSocket socket) {
        synchronized (host) {
            requireAlive();
            LiveSocket opened = host.net.open(socket, this);
            if (spec.inFlight) {
                opened.holders.clear();
                opened.carrier = Optional.of(this);
            }
        }
    }

    /** Forks: the child has all its sockets, and the default action for every signal. */
    public FakeProcess fork() {
        synchronized (host) {
            requireAlive();
            FakeProcess child = host.start(spec.plainFork(), this);
            sockets().forEach(socket -> socket.holders.add(child));
            return child;
        }
    }

    /** Gives another process a descriptor of each of its sockets, as {@code SCM_RIGHTS} does. */
    public void shareWith(FakeProcess other) {
        synchronized (host) {
            requireAlive();
            other.requireAlive();
            sockets().forEach(socket -> socket.holders.add(other));
        }
    }

    /** Gives all its sockets to a child that behaves like it, and exits. */
    public FakeProcess handOver() {
        synchronized (host) {
            requireAlive();
            FakeProcess child = host.start(spec.successor(), this);
            sockets().forEach(socket -> socket.holders.add(child));
            exit();
            return child;
        }
    }

    /** Closes all its sockets. */
    public void closeSockets() {
        synchronized (host) {
            host.net.release(this);
        }
    }

    /** Closes what it listens on or has bound; its connections stay. */
    public void closeListeners() {
        synchronized (host) {
            for (LiveSocket socket : sockets()) {
                if (socket.remotePort == 0) {
                    host.net.release(socket, this);
                }
            }
        }
    }

    /** Ends it, however it is. What it had closes; its children become the first process'; its supervisor takes notice. */
    public void exit() {
        synchronized (host) {
            if (life != Life.RUNNING) {
                return;
            }
            life = spec.neverReaped ? Life.ZOMBIE : Life.REAPED;
            if (life == Life.REAPED) {
                host.processes.remove(pid());
            }
            host.net.release(this);
            host.orphan(this);
            host.supervise(starter, spec);
        }
    }

    /** Stops it, as {@code STOP} does. */
    public void stop() {
        synchronized (host) {
            requireAlive();
            stopped = true;
        }
    }

    /** Lets it go on, as {@code CONT} does: it takes the signals that came meanwhile. */
    public void resume() {
        synchronized (host) {
            stopped = false;
            takePending();
        }
    }

    /** Freezes it so that no signal reaches it, not even {@code KILL}, as the freezer of cgroup v1 does. */
    public void freezeAll() {
        freeze(Freezer.NO_SIGNALS);
    }

    /** Freezes it so that deadly signals end it and handlers do not run, as cgroup v2 does. */
    public void freezeHandlers() {
        freeze(Freezer.NO_HANDLERS);
    }

    /** Thaws it: it takes the signals that came meanwhile. */
    public void thaw() {
        freeze(Freezer.THAWED);
    }

    private void freeze(Freezer how) {
        synchronized (host) {
            requireAlive();
            freezer = how;
            takePending();
        }
    }

    /** What the kernel does with a signal that it was permitted to send. Lock held. */
    void deliver(Signal signal) {
        boolean caught = spec.handlers.containsKey(signal);
        if (life != Life.RUNNING || spec.ignored.contains(signal)) {
            return;
        }
        if (signal != Signal.KILL && signal != Signal.CONT && spec.firstOfNamespace && !caught) {
            return;
        }
        if (freezer == Freezer.NO_SIGNALS) {
            pending.add(signal);
        } else if (signal == Signal.KILL) {
            exit();
        } else if (signal == Signal.CONT) {
            resume();
        } else if (stopped) {
            pending.add(signal);
        } else if (!caught) {
            exit();
        } else if (freezer == Freezer.NO_HANDLERS) {
            pending.add(signal);
        } else {
            handle(signal);
        }
    }

    private void handle(Signal signal) {
        received.add(signal);
        List.copyOf(watchers.getOrDefault(signal, List.of())).forEach(Runnable::run);
        FakeProcessBuilder.Handler handler = spec.handlers.get(signal);
        if (handler != null) {
            host.clock.after(handler.after(), () -> act(() -> handler.action().accept(this)));
        }
    }

    /** Does what the process has come to do, now or when it runs again. */
    private void act(Runnable deed) {
        if (life != Life.RUNNING) {
            return;
        }
        if (stopped || freezer != Freezer.THAWED) {
            deferred.add(deed);
        } else {
            deed.run();
        }
    }

    private void takePending() {
        List<Runnable> deeds = List.copyOf(deferred);
        deferred.clear();
        deeds.forEach(this::act);
        List<Signal> signals = List.copyOf(pending);
        pending.clear();
        signals.forEach(this::deliver);
    }

    /** The sockets of which it has a descriptor. Lock held. */
    private List<LiveSocket> sockets() {
        return host.net.sockets().stream()
                .filter(socket -> socket.holders.contains(this))
                .toList();
    }

    void adoptedBy(Optional<FakeProcess> newParent) {
        parent = newParent;
    }

    boolean isUnreadable() {
        return spec.unreadable;
    }

    boolean isUnsignallable() {
        return spec.unsignallable;
    }

    boolean isInOtherNetwork() {
        return spec.otherNetwork;
    }

    /** Why a signal to it is a fault of the library; empty if it is not. */
    Optional<String> untouchable() {
        return spec.untouchable;
    }

    /** What the observer sees of it. Lock held. */
    ProcessFacts facts() {
        ProcessFacts.Builder facts = ProcessFacts.of(id, spec.name, user())
                .parent(parent.map(FakeProcess::pid).orElse(0L))
                .state(life == Life.ZOMBIE ? ProcessFacts.State.ZOMBIE : state())
                .freezer(freezer)
                .kernelThread(spec.kernelThread)
                .firstOfNamespace(spec.firstOfNamespace)
                .ignored(spec.ignored)
                .caught(spec.handlers.keySet());
        spec.service.ifPresent(facts::service);
        spec.container.ifPresent(facts::container);
        if (!spec.kernelThread && life == Life.RUNNING) {
            facts.commandLine(spec.commandLine());
            if (host.mayRead(this)) {
                spec.executable.ifPresent(facts::executable);
            }
        }
        return facts.build();
    }

    private ProcessFacts.State state() {
        return stopped ? ProcessFacts.State.STOPPED : ProcessFacts.State.ALIVE;
    }

    private void requireAlive() {
        if (life != Life.RUNNING) {
            throw new IllegalStateException(this + " has ended");
        }
    }

    @Override
    public String toString() {
        return Printable.of(spec.name) + " " + id;
    }
}
