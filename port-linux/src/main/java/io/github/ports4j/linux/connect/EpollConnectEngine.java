package io.github.ports4j.linux.connect;

import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import java.net.InetAddress;
import java.util.List;

/** Attempts to connect over TCP by epoll(7). Sockets are of the network namespace of the thread that makes the attempts. */
public final class EpollConnectEngine implements ConnectEngine {
    /** Touches nothing native. */
    public EpollConnectEngine() {}

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public boolean supports(TransportProtocol protocol) {
        return protocol == TransportProtocol.TCP;
    }

    @Override
    public int capacity() {
        return DescriptorLimit.capacity();
    }

    @Override
    public Connector open(TransportProtocol protocol, List<InetAddress> hosts, int slots) {
        if (!supports(protocol)) {
            throw new IllegalArgumentException("not over " + protocol);
        }
        if (slots < 1) {
            throw new IllegalArgumentException("not a number of slots: " + slots);
        }
        HostAddresses addresses = new HostAddresses(hosts);
        EpollEvents events = EpollEvents.open();
        try {
            return new EpollConnector(addresses, slots, events);
        } catch (OutOfMemoryError e) {
            events.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
