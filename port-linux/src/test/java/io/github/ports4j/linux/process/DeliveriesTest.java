package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.spi.ProcessTarget.Delivery;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    @Test
    void tellsOrdinaryAnswers() {
        assertThat(Deliveries.of("kill(pid 7, 15)", 0)).isEqualTo(Delivery.DELIVERED);
        assertThat(Deliveries.of("kill(pid 7, 15)", LinuxErrno.ESRCH)).isEqualTo(Delivery.GONE);
        assertThat(Deliveries.of("kill(pid 7, 15)", LinuxErrno.EPERM)).isEqualTo(Delivery.NOT_PERMITTED);
        assertThat(Deliveries.of("kill(pid 7, 15)", LinuxErrno.EACCES)).isEqualTo(Delivery.NOT_PERMITTED);
    }

    @Test
    void throwsWhatIsNone() {
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(() -> Deliveries.of("kill(pid 7, 15)", LinuxErrno.EINVAL))
                .withMessageStartingWith("kill(pid 7, 15): EINVAL (22); ");
    }
}
