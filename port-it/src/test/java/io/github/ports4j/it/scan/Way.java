package io.github.ports4j.it.scan;

/** How packets come from the scanner to the hosts of a {@link Laboratory}: each host has an address for each way. */
enum Way {
    /** A pair of virtual Ethernet devices. */
    CABLE("10.77", "fd77::"),
    /** A path with delay and loss, which {@link Laboratory#delay} makes. */
    DELAYED("10.78", "fd78::");

    private final String v4;
    private final String v6;

    Way(String v4, String v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    /** The IPv4 address with these last two bytes. */
    String v4(int third, int fourth) {
        return v4 + "." + third + "." + fourth;
    }

    /** The IPv6 address with this last number. */
    String v6(int last) {
        return v6 + last;
    }
}
