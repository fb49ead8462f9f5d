package io.github.ports4j.macos.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Whether this host has it: Java's sockets are of that family then, also those with an address of IPv4. */
final class Ipv6 {
    private Ipv6() {}

    /** Skips the test where there is no ::1. */
    static void assume() {
        try {
            String addresses = Files.readString(Path.of("/proc/net/if_inet6")); // the file is there only with IPv6
            Assumptions.assumeTrue(addresses.contains("00000000000000000000000000000001 "), "no ::1");
        } catch (IOException e) {
            Assumptions.abort("no IPv6: " + e);
        }
    }
}
