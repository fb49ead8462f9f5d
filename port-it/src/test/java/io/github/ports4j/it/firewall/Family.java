package io.github.ports4j.it.firewall;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A family of addresses, and who has which in the laboratory. */
enum Family {
    V4("10.91.", "/16", "10.92.0."),
    V6("fd91::", "/64", "fd92::");

    private final String cable;
    private final String length;
    private final String inner;

    Family(String cable, String length, String inner) {
        this.cable = cable;
        this.length = length;
        this.inner = inner;
    }

    static Family of(InetAddress address) {
        return address instanceof Inet4Address ? V4 : V6;
    }

    /** The host under test. */
    InetAddress host() {
        return onCable(0, 1);
    }

    /** The peer, which is in {@link #peerNetwork}. */
    InetAddress peer() {
        return onCable(1, 2);
    }

    /** The peer too, but not in {@link #peerNetwork}. */
    InetAddress otherPeer() {
        return onCable(2, 2);
    }

    /** What a rule for the peer alone has as its source. */
    String peerNetwork() {
        return this == V4 ? "10.91.1.0/24" : "fd91::1:0/112";
    }

    /** The host's address in the network of its {@link Container}. */
    InetAddress gateway() {
        return literal(inner + 1);
    }

    /** The {@link Container}. */
    InetAddress container() {
        return literal(inner + 2);
    }

    /** The network of the {@link Container}. */
    String containerNetwork() {
        return this == V4 ? "10.92.0.0/24" : "fd92::/64";
    }

    /** An address on the cable with the length of its prefix. */
    String withLength(InetAddress address) {
        return address.getHostAddress() + length;
    }

    private InetAddress onCable(int network, int number) {
        return literal(cable + network + (this == V4 ? "." : ":") + number);
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(text, e);
        }
    }
}
