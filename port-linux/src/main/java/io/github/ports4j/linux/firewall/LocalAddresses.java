package io.github.ports4j.linux.firewall;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.function.Predicate;

/** Whether an address is one of this host's, as the system says now. */
final class LocalAddresses implements Predicate<InetAddress> {
    @Override
    public boolean test(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
