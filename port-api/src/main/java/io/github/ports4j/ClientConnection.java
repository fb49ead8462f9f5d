package io.github.ports4j;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A connection that uses a port without holding it. Nothing in this library signals its process by default.
 *
 * @param process who has this end; empty where it can't be seen or nobody has it any more
 * @param local this end
 * @param remote the other end
 */
public record ClientConnection(Optional<ProcessId> process, InetSocketAddress local, InetSocketAddress remote) {
    @Override
    public String toString() {
        return InternetAddress.format(local) + " to " + InternetAddress.format(remote)
                + process.map(id -> " by " + id).orElse("");
    }
}
