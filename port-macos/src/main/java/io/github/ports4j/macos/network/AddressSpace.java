package io.github.ports4j.macos.network;

import java.nio.ByteBuffer;

/** Memory that is reached by address. */
@FunctionalInterface
public interface AddressSpace {
    /**
     * Reads so many bytes.
     *
     * @param address not 0
     * @param size positive
     * @return the bytes, from 0 to the limit, in the byte order of their machine; not used after the next call
     */
    ByteBuffer read(long address, int size);
}
