package io.github.ports4j.testkit.contract;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.spi.DefaultRouteBuilder;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.FakeInterface;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The network of a fake host. */
final class FakeNetwork implements Network {
    private final FakeHost host;

    FakeNetwork(FakeHost host) {
        this.host = host;
    }

    @Override
    public String loopback() {
        return "lo";
    }

    @Override
    public void addBridge(String name) {
        host.networkInterface(name).kind(InterfaceKind.BRIDGE).carrier(false);
    }

    @Override
    public void addCable(String one, String other) {
        host.networkInterface(one)
                .kind(InterfaceKind.VETH)
                .cable(host.networkInterface(other).kind(InterfaceKind.VETH));
    }

    @Override
    public void remove(String name) {
        host.networkInterface(name).remove();
    }

    @Override
    public void up(String name) {
        host.networkInterface(name).up();
    }

    @Override
    public void down(String name) {
        host.networkInterface(name).down();
    }

    @Override
    public void mtu(String name, int bytes) {
        host.networkInterface(name).mtu(bytes);
    }

    @Override
    public void mac(String name, String address) {
        host.networkInterface(name).mac(address);
    }

    @Override
    public void addAddress(String name, String cidr) {
        host.networkInterface(name).address(cidr, InterfaceAddress.Flag.PERMANENT);
    }

    @Override
    public void addTentativeAddress(String name, String cidr) {
        host.networkInterface(name).address(cidr, InterfaceAddress.Flag.PERMANENT, InterfaceAddress.Flag.TENTATIVE);
    }

    @Override
    public void addDefaultRoute(String name, String gateway, long metric) {
        FakeInterface nic = host.networkInterface(name);
        AddressFamily family = gateway.indexOf(':') < 0 ? AddressFamily.IPV4 : AddressFamily.IPV6;
        try {
            InetAddress router = InetAddress.getByName(gateway); // a literal: nobody is asked
            host.defaultRoute(new DefaultRouteBuilder(family, name, nic.index())
                    .gateway(router)
                    .metric(metric)
                    .build());
        } catch (UnknownHostException e) {
            throw new AssertionError("not an address: " + gateway, e);
        }
    }

    @Override
    public void sendDatagrams(int port, int count, int size) {
        host.sendDatagrams(port, count, size);
    }
}
