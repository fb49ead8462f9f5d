package io.github.ports4j;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as text: IPv4 in dotted form, IPv6 as RFC 5952 writes it, a zone as {@code %index}. Asks no name service. */
public final class InternetAddress {
    private static final int GROUPS = 8;

    private InternetAddress() {}

    /** {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code [fe80::1%2]:8080}. */
    public static String format(InetSocketAddress address) {
        String host = format(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** {@code 127.0.0.1}, {@code ::1}, {@code fe80::1%2}. */
    public static String format(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return address.getHostAddress();
        }
        String text = compressed(six.getAddress());
        return six.getScopeId() == 0 ? text : text + "%" + six.getScopeId();
    }

    private static String compressed(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int zerosAt = -1;
        int zeros = 1; // RFC 5952 section 4.2.2: a single group of zeros stays
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > zeros) {
                zerosAt = i;
                zeros = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
