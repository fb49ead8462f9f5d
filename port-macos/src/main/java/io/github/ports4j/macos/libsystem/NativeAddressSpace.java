package io.github.ports4j.macos.libsystem;

import com.sun.jna.Pointer;
import io.github.ports4j.macos.network.AddressSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The memory of this process, as a call of the system library has filled it. */
public final class NativeAddressSpace implements AddressSpace {
    /** Reads nothing yet. */
    public NativeAddressSpace() {}

    @Override
    public ByteBuffer read(long address, int size) {
        return new Pointer(address).getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }
}
