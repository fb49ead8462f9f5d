package io.github.ports4j.macos.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Memory for Darwin's structures, whose members are found by the names that its headers give them. */
final class DarwinMemory {
    static final DarwinLayouts LAYOUTS = DarwinLayouts.read();

    /** All of it is kept: what has only its address does not keep it from being freed. */
    private static final List<Memory> KEPT = Collections.synchronizedList(new ArrayList<>());

    private final Memory memory;

    DarwinMemory(int size) {
        memory = new Memory(size);
        memory.clear();
        KEPT.add(memory);
    }

    static DarwinMemory of(String structure) {
        return new DarwinMemory(LAYOUTS.size(structure));
    }

    static DarwinMemory text(String text) {
        DarwinMemory result = new DarwinMemory(text.length() + 1);
        result.memory.setString(0, text, "US-ASCII");
        return result;
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    int size() {
        return (int) memory.size();
    }

    /** A number of a structure that begins at this offset. */
    long number(int base, String structure, String path) {
        DarwinLayouts.Member member = LAYOUTS.member(structure, path);
        int at = base + member.offset();
        return switch (member.length()) {
            case 1 -> memory.getByte(at) & 0xff;
            case 2 -> memory.getShort(at) & 0xffff;
            case 4 -> memory.getInt(at);
            case 8 -> memory.getLong(at);
            default -> throw new IllegalArgumentException(structure + "." + path);
        };
    }

    void set(int base, String structure, String path, long value) {
        DarwinLayouts.Member member = LAYOUTS.member(structure, path);
        int at = base + member.offset();
        switch (member.length()) {
            case 1 -> memory.setByte(at, (byte) value);
            case 2 -> memory.setShort(at, (short) value);
            case 4 -> memory.setInt(at, (int) value);
            case 8 -> memory.setLong(at, value);
            default -> throw new IllegalArgumentException(structure + "." + path);
        }
    }

    /** A port, which is big-endian in whatever it lies. */
    int port(int base, String structure, String path) {
        byte[] bytes = bytes(base + LAYOUTS.member(structure, path).offset(), 2);
        return ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    }

    byte[] bytes(int base, String structure, String path) {
        DarwinLayouts.Member member = LAYOUTS.member(structure, path);
        return bytes(base + member.offset(), member.length());
    }

    byte[] bytes(int offset, int length) {
        return memory.getByteArray(offset, length);
    }

    void put(int offset, byte[] bytes) {
        memory.write(offset, bytes, 0, bytes.length);
    }

    int int32(int offset) {
        return memory.getInt(offset);
    }

    void putInt32(int offset, int value) {
        memory.setInt(offset, value);
    }

    long int64(int offset) {
        return memory.getLong(offset);
    }

    void putInt64(int offset, long value) {
        memory.setLong(offset, value);
    }

    /** What is before the first NUL. */
    String text(int base, String structure, String path) {
        return new String(bytes(base, structure, path), UTF_8).split("\0", 2)[0];
    }
}
