package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.ports4j.spi.InterfaceBuilder;
import org.junit.jupiter.api.Test;

class InterfaceBuilderTest {
    private static InterfaceBuilder nic() {
        return new InterfaceBuilder("eth0", 2).mtu(1500).received(0, 0, 0).sent(0, 0, 0);
    }

    @Test
    void tellsASpeedOrWhyThereIsNoneOrNeither() {
        assertThat(nic().build().speed()).isEmpty();
        assertThat(nic().build().speedFailure()).isEmpty();
        assertThat(nic().speed(1_000_000_000).build().speedFailure()).isEmpty();
        NetworkInterfaceInfo failed = nic().speedFailure("the driver sleeps").build();
        assertThat(failed.speed()).isEmpty();
        assertThat(failed.speedFailure()).contains("the driver sleeps");
    }

    @Test
    void refusesBothAndAReasonThatSaysNothing() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> nic().speed(1).speedFailure("the driver sleeps").build())
                .withMessageContaining("eth0");
        assertThatIllegalArgumentException().isThrownBy(() -> nic().speedFailure(""));
    }
}
