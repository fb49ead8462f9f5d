package io.github.ports4j.testkit.contract;

/**
 * The network of a scene that has one of its own ({@link Ability#OWN_NETWORK}): it begins with a loopback that is switched on, and
 * nothing happens in it that the contract does not bring about. What fails is an {@link AssertionError}.
 */
public interface Network {
    /** The name of the loopback. */
    String loopback();

    /** Adds an interface that is a bridge without members, switched off and without an address. */
    void addBridge(String name);

    /** Adds two interfaces that are the ends of one virtual cable, switched off and without an address. */
    void addCable(String one, String other);

    /** Takes an interface away, and with the end of a cable the other one. */
    void remove(String name);

    /** Switches an interface on. It gets no address by itself. */
    void up(String name);

    /** Switches an interface off. */
    void down(String name);

    /** Gives an interface that is switched off a largest packet, in bytes. */
    void mtu(String name, int bytes);

    /** Gives an interface that is switched off a hardware address, such as {@code 02:00:00:00:00:01}. */
    void mac(String name, String address);

    /**
     * Gives an interface an address that can be used at once.
     *
     * @param cidr such as {@code 192.0.2.7/24} or {@code 2001:db8::7/64}
     */
    void addAddress(String name, String cidr);

    /**
     * Gives an interface an IPv6 address that is, as long as the interface has no carrier, still checked for being unique; the
     * interface must be switched on.
     */
    void addTentativeAddress(String name, String cidr);

    /**
     * Adds a default route.
     *
     * @param name by which interface; switched on, and with an address in the network of the gateway
     * @param gateway an address of the family that the route is for
     * @param metric at least 1
     */
    void addDefaultRoute(String name, String gateway, long metric);

    /** Sends UDP datagrams of this size to 127.0.0.1, one after the other. They may arrive a moment later. */
    void sendDatagrams(int port, int count, int size);
}
