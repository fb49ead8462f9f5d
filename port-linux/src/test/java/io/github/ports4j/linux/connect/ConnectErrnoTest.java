package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import io.github.ports4j.linux.libc.LinuxErrno;
import org.junit.jupiter.api.Test;

class ConnectErrnoTest {
    private static final int MAX_ERRNO = 4095;

    @Test
    void theCallItselfNeverFailsForWhatOthersSaid() {
        for (int errno = 1; errno <= MAX_ERRNO; errno++) {
            ScanState expected = errno == LinuxErrno.ECONNREFUSED ? ScanState.CLOSED : ScanState.UNTRIED;
            assertThat(ConnectErrno.ofCall(errno).state()).as("errno %d", errno).isEqualTo(expected);
            assertThat(ConnectErrno.ofSocket(errno).state())
                    .as("errno %d", errno)
                    .isEqualTo(ScanState.UNTRIED);
        }
    }

    @Test
    void onlyWhatFollowsAHandshakeIsOpen() {
        for (int errno = 1; errno <= MAX_ERRNO; errno++) {
            boolean made = errno == LinuxErrno.ECONNRESET || errno == LinuxErrno.EPIPE;
            assertThat(ConnectErrno.ofAttempt(errno).state() == ScanState.OPEN)
                    .as("errno %d", errno)
                    .isEqualTo(made);
            assertThat(ConnectErrno.ofAttempt(errno)).as("errno %d", errno).isNotEqualTo(ScanReason.PENDING);
        }
    }

    @Test
    void anErrorThatNoIcmpMessageBecomesIsNotBlamedOnTheNetwork() {
        int econnaborted = 103; // of a socket that SOCK_DESTROY has ended
        assertThat(ConnectErrno.ofAttempt(econnaborted)).isEqualTo(ScanReason.LOCAL_ERROR);
        assertThat(ConnectErrno.ofAttempt(LinuxErrno.EHOSTDOWN)).isEqualTo(ScanReason.NETWORK_ERROR);
    }
}
