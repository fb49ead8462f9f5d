package io.github.ports4j;

import java.util.List;

/** Several ports of this host, asked about at once. Holds nothing and is safe for use by many threads. */
public interface PortGroup {
    /** Which ports, in the order given, each once. */
    List<TransportPort> ids();

    /** Looks at each port as {@link Port#explain()} does; one report per port, in order. */
    List<PortReport> explain();

    /** Frees all as {@link Port#free()} does; one result per port, in order. A process that holds several gets one ladder. */
    List<FreeResult> free();

    /** How to free them, to be refined before {@link Freeing#plan()}. */
    Freeing freeing();
}
