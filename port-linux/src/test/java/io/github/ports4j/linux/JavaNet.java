package io.github.ports4j.linux;

import java.io.PrintStream;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Prints what {@code java.net} knows of the interfaces; for a JVM of its own, since it reads /proc/net of the first thread. */
final class JavaNet {
    private JavaNet() {}

    public static void main(String[] args) throws SocketException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
            String head = nic.getIndex() + " ";
            out.println(head + nic.getName() + " mtu " + nic.getMTU() + " "
                    + List.of(nic.isUp(), nic.isLoopback(), nic.isPointToPoint(), nic.supportsMulticast()) + " "
                    + Optional.ofNullable(nic.getHardwareAddress())
                            .map(HexFormat.ofDelimiter(":")::formatHex)
                            .orElse("-"));
            for (var address : nic.getInterfaceAddresses()) {
                out.println(head + text(address));
            }
        }
    }

    private static String text(InterfaceAddress address) {
        return address.getAddress().getHostAddress().replaceFirst("%.*", "") + "/" + address.getNetworkPrefixLength()
                + Optional.ofNullable(address.getBroadcast())
                        .filter(all -> !all.isAnyLocalAddress()) // what it makes of none
                        .map(all -> " brd " + all.getHostAddress())
                        .orElse("");
    }
}
