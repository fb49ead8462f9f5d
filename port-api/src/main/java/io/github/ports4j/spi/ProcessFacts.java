package io.github.ports4j.spi;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.Supervisor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a system knows of a process, before anything is judged. Immutable; made with {@link #of}.
 *
 * <p>Where the first thread of a process has ended and others live, name and signal sets are those of a living thread.
 */
public final class ProcessFacts {
    /** Whether the process runs. */
    public enum State {
        /** It runs, or sleeps. */
        ALIVE,
        /** Stopped by a signal: it does nothing until it gets {@code CONT}, but {@code KILL} ends it. */
        STOPPED,
        /** It has ended and its parent has not reaped it. */
        ZOMBIE
    }

    /** Whether it is frozen from outside. */
    public enum Freezer {
        /** It is not. */
        THAWED,
        /** No signal reaches it, not even {@code KILL}, until it is thawed (Linux, cgroup v1 freezer). */
        NO_SIGNALS,
        /** Deadly signals end it, handlers do not run until it is thawed (Linux, cgroup v2). */
        NO_HANDLERS
    }

    private final ProcessId id;
    private final String name;
    private final Optional<Path> executable;
    private final Optional<String> commandLine;
    private final String user;
    private final OptionalLong parent;
    private final State state;
    private final Freezer freezer;
    private final boolean kernelThread;
    private final boolean firstOfNamespace;
    private final Set<Signal> ignored;
    private final Set<Signal> caught;
    private final Optional<Supervisor> service;
    private final Optional<String> container;

    private ProcessFacts(Builder builder) {
        id = builder.id;
        name = builder.name;
        executable = Optional.ofNullable(builder.executable);
        commandLine = Optional.ofNullable(builder.commandLine);
        user = builder.user;
        parent = builder.parent == 0 ? OptionalLong.empty() : OptionalLong.of(builder.parent);
        state = builder.state;
        freezer = builder.freezer;
        kernelThread = builder.kernelThread;
        firstOfNamespace = builder.firstOfNamespace;
        ignored = copy(builder.ignored);
        caught = copy(builder.caught);
        service = Optional.ofNullable(builder.service);
        container = Optional.ofNullable(builder.container);
    }

    private static Set<Signal> copy(Set<Signal> signals) {
        return Collections.unmodifiableSet(signals.isEmpty() ? EnumSet.noneOf(Signal.class) : EnumSet.copyOf(signals));
    }

    /** Begins the facts of a process that is alive and of which nothing else is known. */
    public static Builder of(ProcessId id, String name, String user) {
        return new Builder(id, name, user);
    }

    /** Which process. */
    public ProcessId id() {
        return id;
    }

    /** The name it gave itself; may be empty and hold anything. */
    public String name() {
        return name;
    }

    /** The file it runs, if it can be told. */
    public Optional<Path> executable() {
        return executable;
    }

    /** Its arguments separated by spaces, if they can be told. */
    public Optional<String> commandLine() {
        return commandLine;
    }

    /** The name of its user, or the number. */
    public String user() {
        return user;
    }

    /** The pid of its parent, if this pid namespace shows one. */
    public OptionalLong parent() {
        return parent;
    }

    /** Whether it runs. */
    public State state() {
        return state;
    }

    /** Whether it is frozen. */
    public Freezer freezer() {
        return freezer;
    }

    /** Whether it is a thread of the kernel. */
    public boolean kernelThread() {
        return kernelThread;
    }

    /** Whether it is the first process of a pid namespace: a signal that it does not catch does nothing, but {@code KILL}. */
    public boolean firstOfNamespace() {
        return firstOfNamespace;
    }

    /** The signals that it ignores. */
    public Set<Signal> ignored() {
        return ignored;
    }

    /** The signals for which it has a handler. */
    public Set<Signal> caught() {
        return caught;
    }

    /** The service manager's unit that it belongs to, if any. */
    public Optional<Supervisor> service() {
        return service;
    }

    /** The id of the container that it runs in, if any. */
    public Optional<String> container() {
        return container;
    }

    /** Prints pid, name and state, never arguments. */
    @Override
    public String toString() {
        return io.github.ports4j.Printable.of(name) + " " + id + " " + state;
    }

    /** Collects the facts. Not safe for use by several threads. */
    public static final class Builder {
        private final ProcessId id;
        private final String name;
        private final String user;
        private @Nullable Path executable;
        private @Nullable String commandLine;
        private long parent;
        private State state = State.ALIVE;
        private Freezer freezer = Freezer.THAWED;
        private boolean kernelThread;
        private boolean firstOfNamespace;
        private Set<Signal> ignored = Set.of();
        private Set<Signal> caught = Set.of();
        private @Nullable Supervisor service;
        private @Nullable String container;

        private Builder(ProcessId id, String name, String user) {
            this.id = Objects.requireNonNull(id, "id");
            this.name = Objects.requireNonNull(name, "name");
            this.user = Objects.requireNonNull(user, "user");
        }

        /** The file it runs. */
        public Builder executable(Path file) {
            executable = file;
            return this;
        }

        /** Its arguments separated by spaces. */
        public Builder commandLine(String arguments) {
            commandLine = arguments;
            return this;
        }

        /** The pid of its parent; 0 for none. */
        public Builder parent(long pid) {
            parent = pid;
            return this;
        }

        /** Whether it runs. */
        public Builder state(State value) {
            state = value;
            return this;
        }

        /** Whether it is frozen. */
        public Builder freezer(Freezer value) {
            freezer = value;
            return this;
        }

        /** That it is a thread of the kernel. */
        public Builder kernelThread(boolean value) {
            kernelThread = value;
            return this;
        }

        /** That it is the first process of a pid namespace. */
        public Builder firstOfNamespace(boolean value) {
            firstOfNamespace = value;
            return this;
        }

        /** The signals that it ignores. */
        public Builder ignored(Set<Signal> signals) {
            ignored = signals;
            return this;
        }

        /** The signals for which it has a handler. */
        public Builder caught(Set<Signal> signals) {
            caught = signals;
            return this;
        }

        /** The service manager's unit that it belongs to. */
        public Builder service(Supervisor unit) {
            service = unit;
            return this;
        }

        /** The id of the container that it runs in. */
        public Builder container(String containerId) {
            container = containerId;
            return this;
        }

        /** The facts collected so far. */
        public ProcessFacts build() {
            return new ProcessFacts(this);
        }
    }
}
