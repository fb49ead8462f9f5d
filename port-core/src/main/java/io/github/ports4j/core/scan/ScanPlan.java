package io.github.ports4j.core.scan;

import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ScanTableBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The probes of a request over one protocol: each port of each address is one, and has a number. Their order is shuffled; a shard has
 * every n-th of that order. Immutable.
 */
final class ScanPlan {
    /** Probes that are laid out between two looks whether the scan was cancelled. */
    private static final int STRIDE = 4096;

    private final TransportProtocol protocol;
    private final List<InetAddress> hosts;
    private final int hostCount;
    private final char[] ports;
    private final int total;
    private final Permutation order;
    private final int shard;
    private final int shards;

    /** The probes of this request to these addresses; at least one port and one address. */
    ScanPlan(ScanRequest request, TransportProtocol protocol, List<InetAddress> hosts) {
        this.protocol = protocol;
        this.hosts = hosts;
        hostCount = hosts.size();
        PortSet set = request.ports(protocol);
        ports = new char[set.size()];
        int[] place = {0};
        set.stream().forEach(port -> ports[place[0]++] = (char) port);
        total = Math.multiplyExact(hosts.size(), ports.length);
        order = new Permutation(total, request.seed());
        shard = request.shard();
        shards = request.shards();
    }

    /** Notes each probe of the shard as pending; returns false if it was cancelled before that was done. */
    boolean cover(ScanTableBuilder table, BooleanSupplier cancelled) {
        if (shards == 1) {
            table.noteAll(protocol);
            return true;
        }
        for (int i = 0; i < size(); i++) {
            if (i % STRIDE == STRIDE - 1 && cancelled.getAsBoolean()) {
                return false;
            }
            int probe = probe(i);
            table.note(host(probe), protocol, place(probe), ScanReason.PENDING);
        }
        return true;
    }

    TransportProtocol protocol() {
        return protocol;
    }

    List<InetAddress> hosts() {
        return hosts;
    }

    int portCount() {
        return ports.length;
    }

    /** How many probes the shard of the request has. */
    int size() {
        return (int) (((long) total - shard + shards - 1) / shards);
    }

    /**
     * The number of the probe at this place of the shard's order.
     *
     * @param place from 0 to less than {@link #size}
     */
    int probe(int place) {
        return order.at((int) (shard + (long) shards * place));
    }

    int host(int probe) {
        return probe % hostCount;
    }

    /** The place of the probe's port among the ports of the request. */
    int place(int probe) {
        return probe / hostCount;
    }

    int port(int probe) {
        return ports[probe / hostCount];
    }

    /** The port at this place of the request. */
    int portAt(int place) {
        return ports[place];
    }
}
