package io.github.ports4j.macos.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.macos.Layouts;
import org.junit.jupiter.api.Test;

class InterfaceFlagsTest {
    @Test
    void areThoseOfTheHeader() {
        for (InterfaceFlag flag : new InterfaceFlag[] {
            InterfaceFlag.UP,
            InterfaceFlag.BROADCAST,
            InterfaceFlag.LOOPBACK,
            InterfaceFlag.POINTOPOINT,
            InterfaceFlag.RUNNING,
            InterfaceFlag.NOARP,
            InterfaceFlag.PROMISC,
            InterfaceFlag.ALLMULTI,
            InterfaceFlag.SIMPLEX,
            InterfaceFlag.MULTICAST
        }) {
            assertThat(InterfaceFlags.of(Layouts.constant("IFF_" + flag))).containsExactly(flag);
        }
        assertThat(InterfaceFlags.of(0x4)).containsExactly(InterfaceFlag.DEBUG);
        assertThat(InterfaceFlags.of(0x20)).containsExactly(InterfaceFlag.NOTRAILERS);
        assertThat(InterfaceFlags.of(0x400)).containsExactly(InterfaceFlag.OACTIVE);
    }

    @Test
    void othersAreLeftOut() {
        assertThat(InterfaceFlags.of(0)).isEmpty();
        assertThat(InterfaceFlags.of(0x7000))
                .as("IFF_LINK0, IFF_LINK1, IFF_LINK2")
                .isEmpty();
        assertThat(InterfaceFlags.of(-1)).hasSize(13);
    }
}
