package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ports4j.ScanReason;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.process.Descriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that a healthy host does not bring about. */
class RefusedCallIT {
    private static final int PORT = 1;

    private static ScanReason attempt() {
        try (Attempts attempts = new Attempts("127.0.0.1")) {
            return attempts.on(PORT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, NOT_PERMITTED", // EPERM
        "11, NO_LOCAL_PORT", // EAGAIN
        "12, NO_MEMORY", // ENOMEM
        "13, ROUTE_PROHIBITED", // EACCES
        "22, ROUTE_DISCARDS", // EINVAL
        "99, NO_LOCAL_PORT", // EADDRNOTAVAIL
        "100, NETWORK_DOWN", // ENETDOWN
        "101, NO_ROUTE", // ENETUNREACH
        "105, NO_MEMORY", // ENOBUFS
        "106, LOCAL_ERROR", // EISCONN
        "111, REFUSED", // ECONNREFUSED
        "113, NO_ROUTE", // EHOSTUNREACH
        "114, LOCAL_ERROR" // EALREADY
    })
    void byConnect(int errno, ScanReason reason) throws InterruptedException {
        ScanReason seen = RefusedCall.CONNECT.with(errno, RefusedCallIT::attempt);
        // over UDP, too, the call says EADDRNOTAVAIL here: as where this host has no address to send from
        assertThat(seen).isEqualTo(errno == LinuxErrno.EADDRNOTAVAIL ? ScanReason.NO_ROUTE : reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1, NOT_PERMITTED", // EPERM
        "12, NO_MEMORY", // ENOMEM
        "23, NO_DESCRIPTOR", // ENFILE
        "24, NO_DESCRIPTOR", // EMFILE
        "97, LOCAL_ERROR", // EAFNOSUPPORT
        "105, NO_MEMORY" // ENOBUFS
    })
    void bySocket(int errno, ScanReason reason) throws InterruptedException {
        assertThat(RefusedCall.SOCKET.with(errno, RefusedCallIT::attempt)).isEqualTo(reason);
    }

    @Test
    void withoutEpollThereIsNoConnector() throws InterruptedException {
        int before = Descriptors.count();
        SystemCallException failure = RefusedCall.EPOLL_CREATE1.with(
                LinuxErrno.EMFILE, () -> catchThrowableOfType(SystemCallException.class, RefusedCallIT::attempt));
        assertThat(failure.errno()).isEqualTo(LinuxErrno.EMFILE);
        assertThat(failure.call()).isEqualTo("epoll_create1(EPOLL_CLOEXEC)");
        assertThat(Descriptors.leftOpen(before)).isZero();
    }
}
