package io.github.ports4j.testkit;

import io.github.ports4j.Printable;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** Attempts from a fake host to itself and to its {@link FakeRemote}s. */
final class FakeConnectEngine implements ConnectEngine {
    private static final int CAPACITY = 1024;

    private final HostState host;

    FakeConnectEngine(HostState host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean supports(TransportProtocol protocol) {
        return true;
    }

    @Override
    public int capacity() {
        return CAPACITY;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        synchronized (host) {
            Stream<InetAddress> addresses = name.equalsIgnoreCase("localhost")
                    ? Stream.of(Address.LOOPBACK_4, Address.LOOPBACK_6).map(Address::toInet)
                    : host.remotes.values().stream()
                            .filter(remote -> remote.isNamed(name))
                            .map(FakeRemote::address);
            List<InetAddress> usable = addresses
                    .filter(address ->
                            host.families.contains(Address.of(address).family()))
                    .toList();
            if (usable.isEmpty()) {
                throw new UnknownHostException("this fake host knows no " + Printable.of(name));
            }
            return usable;
        }
    }

    @Override
    public Connector open(TransportProtocol protocol, List<InetAddress> hosts, int slots) {
        return new FakeConnector(host, protocol, hosts, slots);
    }
}
