package io.github.ports4j.linux.connect;

import io.github.ports4j.linux.libc.Sockaddr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Addresses as numbers, so that none is made into an object again for each attempt. Immutable. */
final class HostAddresses {
    private final int[] four; // the address as it lies in memory, or the place among the IPv6 ones
    private final BitSet isSix = new BitSet();
    private final BitSet loopback = new BitSet();
    private final long[] six; // two for each
    private final int[] scope;

    HostAddresses(List<InetAddress> hosts) {
        four = new int[hosts.size()];
        int count = 0;
        long[] words = {};
        int[] scopes = {};
        int place = 0;
        for (InetAddress host : hosts) {
            ByteBuffer bytes = ByteBuffer.wrap(host.getAddress()).order(ByteOrder.nativeOrder());
            if (host instanceof Inet6Address address) {
                if (count == scopes.length) {
                    scopes = Arrays.copyOf(scopes, Math.max(1, 2 * count));
                    words = Arrays.copyOf(words, 2 * scopes.length);
                }
                words[2 * count] = bytes.getLong(0);
                words[2 * count + 1] = bytes.getLong(Long.BYTES);
                scopes[count] = address.getScopeId();
                isSix.set(place);
                four[place] = count++;
            } else {
                four[place] = bytes.getInt(0);
            }
            loopback.set(place, host.isLoopbackAddress() || host.isAnyLocalAddress());
            place++;
        }
        six = words;
        scope = scopes;
    }

    /** {@code AF_INET} or {@code AF_INET6}. */
    int family(int host) {
        return isSix.get(host) ? Sockaddr.AF_INET6 : Sockaddr.AF_INET;
    }

    /**
     * Writes the address and a port for a call.
     *
     * @param out at least {@link Sockaddr#SIZE_6} bytes
     * @return how many bytes of it are the address
     */
    int write(ByteBuffer out, int host, int port) {
        int place = four[host];
        return isSix.get(host)
                ? Sockaddr.inet6(out, six[2 * place], six[2 * place + 1], scope[place], port)
                : Sockaddr.inet(out, place, port);
    }

    /**
     * Whether a socket's own end is this address, or the address is the unspecified one, for which the kernel takes one of this host.
     *
     * @param local as {@code getsockname} wrote it
     */
    boolean isLocalEnd(ByteBuffer local, int host) {
        int place = four[host];
        if (isSix.get(host)) {
            long first = six[2 * place];
            long second = six[2 * place + 1];
            return (first | second) == 0 || Sockaddr.isInet6(local, first, second);
        }
        return place == 0 || Sockaddr.isInet(local, place);
    }

    /** Whether it is the loopback's or the unspecified address, so that packets to it do not leave this host. */
    boolean isLoopback(int host) {
        return loopback.get(host);
    }

    /** Whether it is a link's own address and the link was not said, which the kernel refuses with EINVAL. */
    boolean lacksScope(int host) {
        if (!isSix.get(host) || scope[four[host]] != 0) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(0, six[2 * four[host]]);
        return bytes.get(0) == (byte) 0xfe && (bytes.get(1) & 0xc0) == 0x80;
    }
}
