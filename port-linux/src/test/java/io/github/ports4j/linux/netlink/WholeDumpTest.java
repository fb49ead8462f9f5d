package io.github.ports4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeDumpTest {
    private final List<Integer> sizes = new ArrayList<>();

    /** Is interrupted so many times, by datagrams that are longer each time, and then gives its name. */
    private WholeDump.Reading<String> interrupted(int times) {
        return size -> {
            sizes.add(size);
            if (sizes.size() <= times) {
                throw new DumpInterruptedException("dump of a test", sizes.size() == 2 ? 100_000 : 0);
            }
            return "whole";
        };
    }

    @Test
    void repeatsUntilNothingIsMissing() {
        assertThat(WholeDump.read(interrupted(0))).isEqualTo("whole");
        assertThat(sizes).hasSize(1);
    }

    @Test
    void growsItsBufferAndKeepsIt() {
        assertThat(WholeDump.read(interrupted(3))).isEqualTo("whole");
        assertThat(sizes).containsExactly(NetlinkSocket.REPLY_SIZE, NetlinkSocket.REPLY_SIZE, 100_000, 100_000);
    }

    @Test
    void doesNotRepeatForEver() {
        assertThat(WholeDump.read(interrupted(31))).isEqualTo("whole");
        sizes.clear();
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(() -> WholeDump.read(interrupted(Integer.MAX_VALUE)))
                .withMessageContaining("dump of a test")
                .withMessageContaining("changed");
        assertThat(sizes).hasSize(32);
    }
}
