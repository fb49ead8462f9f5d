package io.github.ports4j.macos.network;

import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Struct;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Blocks of memory at addresses. Whoever reads outside of one fails. */
final class FakeMemory implements AddressSpace {
    private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
    private long next = 0x1_0000_0000L;

    /** Puts these bytes somewhere; returns the address. */
    long put(byte[] bytes) {
        long address = next;
        blocks.put(address, bytes);
        next += bytes.length + 64L;
        return address;
    }

    long put(Struct struct) {
        return put(struct.bytes());
    }

    /** Puts other bytes where some are already. */
    void replace(long address, byte[] bytes) {
        blocks.put(address, bytes);
    }

    byte[] at(long address) {
        byte[] bytes = blocks.get(address);
        if (bytes == null) {
            throw new AssertionError("nothing at " + address);
        }
        return bytes;
    }

    @Override
    public ByteBuffer read(long address, int size) {
        Map.Entry<Long, byte[]> block = blocks.floorEntry(address);
        long offset = block == null ? -1 : address - block.getKey();
        if (block == null || size <= 0 || offset + size > block.getValue().length) {
            throw new AssertionError("read of " + size + " bytes at " + Long.toHexString(address));
        }
        return Fixture.buffer(Arrays.copyOfRange(block.getValue(), (int) offset, (int) offset + size));
    }
}
