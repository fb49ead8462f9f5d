package io.github.ports4j.it.scene;

import java.util.Optional;

/**
 * What {@code ps} and the JDK say of a process, on any Unix.
 *
 * @param handle has its start time
 * @param group its process group, which for an actor is its warden's
 * @see "ps(1)"
 */
record PsProcess(ProcessHandle handle, long group) implements Identity {
    /** The process that has this pid now, also one that has ended and is not reaped. */
    static Optional<PsProcess> read(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> ps("pgid=", pid).map(group -> new PsProcess(handle, Long.parseLong(group))));
    }

    /** The letters of its state: {@code Z} is the first where it has ended, {@code T} where it is stopped. */
    static Optional<String> state(long pid) {
        return ps("stat=", pid);
    }

    private static Optional<String> ps(String column, long pid) {
        return Printout.of("/bin/ps", "-o", column, "-p", Long.toString(pid)).stream()
                .map(String::strip)
                .findFirst();
    }

    @Override
    public long pid() {
        return handle.pid();
    }

    @Override
    public boolean descendsFrom(long warden) {
        return group == warden;
    }

    /** A zombie whose parent has gone is nobody's any more: the first process of the system reaps it in its own time. */
    @Override
    public boolean present() {
        return running();
    }

    @Override
    public boolean running() {
        return handle.isAlive() // which a zombie is to the JDK
                && state(handle.pid()).filter(state -> !state.startsWith("Z")).isPresent();
    }
}
