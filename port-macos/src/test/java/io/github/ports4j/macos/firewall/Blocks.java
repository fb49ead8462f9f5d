package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

/** Blocks of addresses by chance. */
final class Blocks {
    private Blocks() {}

    static AddressBlock random(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        int length = random.nextInt(bytes.length * Byte.SIZE + 1);
        for (int bit = length; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return new AddressBlock(InetAddress.getByAddress(bytes), length);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
