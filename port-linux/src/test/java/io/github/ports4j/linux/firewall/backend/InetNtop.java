package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.AddressBlock;
import java.net.Inet6Address;

/** Addresses as the programs of this system write them, which is not always as Java does. */
public final class InetNtop {
    private static final int DOTTED = 12; // bytes of zeros before an address that is written with dots at its end

    private InetNtop() {}

    /** The address as {@code inet_ntop(3)} of glibc writes it, with its length if it had one; another word as it is. */
    public static String of(String word) {
        AddressBlock block;
        try {
            block = AddressBlock.parse(word);
        } catch (IllegalArgumentException e) {
            return word;
        }
        if (!(block.address() instanceof Inet6Address)) {
            return word;
        }
        byte[] bytes = block.address().getAddress();
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        if (zeros < DOTTED || zeros >= DOTTED + 2) { // ::1 and :: have more than six groups of zeros
            return word;
        }
        StringBuilder text = new StringBuilder("::");
        for (int i = DOTTED; i < bytes.length; i++) {
            text.append(i == DOTTED ? "" : ".").append(bytes[i] & 0xff);
        }
        int slash = word.indexOf('/');
        return text + (slash < 0 ? "" : word.substring(slash));
    }
}
