package io.github.ports4j;

/**
 * The sockets of this host's network namespace, with their owners. Stateless and safe for use by many threads.
 *
 * <p>Replaces {@code netstat -an}, {@code ss -tanp} and {@code lsof -nP -i}.
 */
public interface SocketTable {
    /**
     * Reads a snapshot.
     *
     * <p>A kernel lists its sockets piece by piece. A socket that is opened or closed while it does may be in the answer or
     * not; one that is there all the time is in it once.
     *
     * @return what was asked for; what could not be seen is named in {@link Sockets#gaps()}
     * @throws SystemCallException if the kernel refuses every way to its table
     * @throws MalformedReplyException if a reply has a form that is not known
     */
    Sockets read(SocketQuery query);
}
