package io.github.ports4j;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process as it was when it was looked at, and whether it may be ended. Immutable.
 *
 * <p>{@link #toString()} shows pid, name, user and executable, never arguments: they may hold secrets, and only
 * {@link #commandLine()} gives them.
 */
public final class ProcessInfo {
    private final ProcessId id;
    private final String name;
    private final Optional<Path> executable;
    private final Optional<String> commandLine;
    private final String user;
    private final OptionalLong parent;
    private final Optional<Supervisor> supervisor;
    private final Optional<String> container;
    private final Optional<Protected> protection;

    ProcessInfo(
            ProcessId id,
            String name,
            Optional<Path> executable,
            Optional<String> commandLine,
            String user,
            OptionalLong parent,
            Optional<Supervisor> supervisor,
            Optional<String> container,
            Optional<Protected> protection) {
        this.id = id;
        this.name = name;
        this.executable = executable;
        this.commandLine = commandLine;
        this.user = user;
        this.parent = parent;
        this.supervisor = supervisor;
        this.container = container;
        this.protection = protection;
    }

    /** Which process. */
    public ProcessId id() {
        return id;
    }

    /**
     * The name the process gave itself, on Linux at most 15 bytes. It can be anything, also empty, and hold control
     * characters: print {@link #toString()} or {@link #displayName()} to a terminal.
     */
    public String name() {
        return name;
    }

    /** The name with everything that could act on a terminal or break a line made visible; {@code ?} for an empty one. */
    public String displayName() {
        return Printable.of(name);
    }

    /** The file it runs; empty where the system hides it, and for threads of the kernel. */
    public Optional<Path> executable() {
        return executable;
    }

    /** Its arguments, separated by spaces; empty where the system hides them. May hold secrets. */
    public Optional<String> commandLine() {
        return commandLine;
    }

    /** The name of its user, or the number where the system's own user file has no name for it. */
    public String user() {
        return user;
    }

    /** The pid of its parent; empty where it has none that this pid namespace shows. */
    public OptionalLong parent() {
        return parent;
    }

    /** What starts it again after its end, if that could be told. */
    public Optional<Supervisor> supervisor() {
        return supervisor;
    }

    /** The id of the container that it runs in, if it runs in one. */
    public Optional<String> container() {
        return container;
    }

    /** Why it is not signalled unless asked for by name; empty for an ordinary process. */
    public Optional<Protected> protection() {
        return protection;
    }

    @Override
    public String toString() {
        return displayName() + " pid " + id.pid() + " (" + Printable.of(user)
                + executable.map(path -> ", " + Printable.of(path.toString())).orElse("") + ")";
    }
}
