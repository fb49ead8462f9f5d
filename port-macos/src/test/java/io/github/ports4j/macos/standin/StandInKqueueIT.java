package io.github.ports4j.macos.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standin")
class StandInKqueueIT {
    private static final DarwinLayouts LAYOUTS = DarwinMemory.LAYOUTS;
    private static final int EV_ERROR = LAYOUTS.constant("EV_ERROR");
    private static final int EV_EOF = LAYOUTS.constant("EV_EOF");
    private static final int ESRCH = LAYOUTS.constant("ESRCH");

    private final DarwinMemory event = DarwinMemory.of("kevent");
    private int kq;

    @BeforeEach
    void open() {
        StandIn.load().reset();
        kq = LibSystem.kqueue();
    }

    @AfterEach
    void close() {
        assertThat(LibSystem.close(kq)).isZero();
    }

    @Test
    void tellsWhenAProcessEnds() {
        try (Child child = Child.sleeping()) {
            assertThat(watch(child.pid(), "EV_RECEIPT")).isEqualTo(1);
            assertThat(number("flags") & EV_ERROR).isEqualTo(EV_ERROR);
            assertThat(number("data")).isZero();
            assertThat(await(0)).isZero();
            child.end();
            assertThat(await(10_000)).isEqualTo(1);
            assertThat(number("ident")).isEqualTo(child.pid());
            assertThat(number("udata")).isEqualTo(4711);
            assertThat(number("flags") & EV_EOF).isEqualTo(EV_EOF);
            assertThat(number("flags") & EV_ERROR).isZero();
            assertThat(await(0)).isZero(); // once
        }
    }

    @Test
    void withoutAReceiptASuccessIsSilent() {
        try (Child child = Child.sleeping()) {
            DarwinMemory now = DarwinMemory.of("timespec");
            change(child.pid(), "EV_ONESHOT");
            assertThat(LibSystem.kevent(kq, event.address(), 1, event.address(), 1, now.address()))
                    .isZero();
        }
    }

    @Test
    void aZombieAndAProcessThatIsGoneAreTheSame() {
        try (Child child = Child.withZombie()) {
            Deadline deadline = Deadline.ofSeconds(10);
            while (StandInSysctlIT.processByNumber(child.told()).number(0, "kinfo_proc", "kp_proc.p_stat") != 5) {
                deadline.pause();
            }
            assertThat(watch(child.told(), "EV_RECEIPT")).isEqualTo(1);
            assertThat(number("data")).isEqualTo(ESRCH);
            child.end();
            assertThat(watch(child.pid(), "EV_ONESHOT")).isEqualTo(1);
            assertThat(number("data")).isEqualTo(ESRCH);
            change(child.pid(), "EV_RECEIPT");
            assertThat(LibSystem.kevent(kq, event.address(), 1, 0, 0, 0)).isEqualTo(-1);
            assertThat(LibSystem.errno()).isEqualTo(ESRCH);
        }
    }

    @Test
    void itsTimeRunsOut() {
        try (Child child = Child.sleeping()) {
            watch(child.pid(), "EV_RECEIPT");
            long before = System.nanoTime();
            assertThat(await(30)).isZero();
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
        }
    }

    @Test
    void closingItLeavesNothingBehind() throws IOException {
        try (Child child = Child.sleeping()) {
            long before = pidfds();
            watch(child.pid(), "EV_RECEIPT");
            assertThat(pidfds()).isEqualTo(before + 1);
            LibSystem.close(kq);
            assertThat(pidfds()).isEqualTo(before);
            assertThat(await(0)).isEqualTo(-1);
            assertThat(LibSystem.errno()).isEqualTo(LAYOUTS.constant("EBADF"));
            kq = LibSystem.kqueue();
        }
    }

    // ---- calls ----

    private void change(int pid, String flag) {
        event.set(0, "kevent", "ident", pid);
        event.set(0, "kevent", "filter", LAYOUTS.constant("EVFILT_PROC"));
        event.set(0, "kevent", "flags", LAYOUTS.constant("EV_ADD") | LAYOUTS.constant(flag));
        event.set(0, "kevent", "fflags", LAYOUTS.constant("NOTE_EXIT"));
        event.set(0, "kevent", "data", 0);
        event.set(0, "kevent", "udata", 4711);
    }

    private int watch(int pid, String flag) {
        change(pid, flag);
        return LibSystem.kevent(kq, event.address(), 1, event.address(), 1, 0);
    }

    private int await(long millis) {
        DarwinMemory timeout = DarwinMemory.of("timespec");
        timeout.set(0, "timespec", "tv_sec", millis / 1000);
        timeout.set(0, "timespec", "tv_nsec", millis % 1000 * 1_000_000);
        return LibSystem.kevent(kq, 0, 0, event.address(), 1, timeout.address());
    }

    private long number(String member) {
        return event.number(0, "kevent", member);
    }

    private static long pidfds() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(link -> target(link).contains("pidfd")).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // that of the folder, which is closed by now
        }
    }
}
