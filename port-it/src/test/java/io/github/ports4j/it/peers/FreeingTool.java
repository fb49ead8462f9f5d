package io.github.ports4j.it.peers;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.List;
import java.util.function.Function;

/**
 * A way to free a port.
 *
 * @param name as its users write it
 * @param command what is started for a port
 */
record FreeingTool(String name, Function<TransportPort, List<String>> command) {
    /** What the shell makes of it, where {@code $1} is the number of the port, {@code $2} its protocol in small letters, {@code $3} in capitals. */
    static FreeingTool shell(String name, String script) {
        return new FreeingTool(
                name,
                port -> List.of(
                        "/bin/sh",
                        "-c",
                        script,
                        "sh",
                        Integer.toString(port.number()),
                        port.protocol() == TransportProtocol.TCP ? "tcp" : "udp",
                        port.protocol().name()));
    }

    /** A call of a package of npm; {@code process.argv} has the number of the port and its protocol. */
    static FreeingTool node(String name, String modules, String script) {
        return shell(name, "cd '" + modules + "' && exec node --input-type=module -e \"" + script + "\" \"$1\" \"$2\"");
    }
}
