package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    @Test
    void holdsZerosInTheOrderOfTheMachine() {
        try (NativeMemory memory = NativeMemory.allocate(3)) {
            assertThat(memory.address()).isNotZero();
            assertThat(memory.size()).isEqualTo(3);
            assertThat(memory.buffer().order()).isEqualTo(ByteOrder.nativeOrder());
            byte[] content = new byte[3];
            memory.buffer().get(0, content);
            assertThat(content).containsOnly(0);
        }
    }

    @Test
    void isFreedOnceAndNotUsedAfterwards() {
        NativeMemory memory = NativeMemory.allocate(1);
        memory.close();
        memory.close();
        assertThatThrownBy(memory::address).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(memory::buffer).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesSizesThatAreNone() {
        assertThatThrownBy(() -> NativeMemory.allocate(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NativeMemory.allocate(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
