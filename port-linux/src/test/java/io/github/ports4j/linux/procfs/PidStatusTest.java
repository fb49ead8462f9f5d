package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidStatusTest {
    /** From Linux 6.18, shortened; a process that is the first of its pid namespace. */
    private static final String STATUS = """
            Name:\ta\\nUid:\\t0
            Umask:\t0022
            State:\tS (sleeping)
            Tgid:\t4711
            Ngid:\t0
            Pid:\t4711
            PPid:\t1
            TracerPid:\t0
            Uid:\t1000\t33\t33\t33
            Gid:\t1000\t33\t33\t33
            FDSize:\t64
            Groups:\t0 4\s
            NStgid:\t4711\t12\t1
            NSpid:\t4711\t12\t1
            NSpgid:\t0\t0\t0
            NSsid:\t0\t0\t0
            Kthread:\t0
            Threads:\t1
            SigQ:\t0/96365
            SigPnd:\t0000000000000000
            ShdPnd:\t0000000000000000
            SigBlk:\t0000000000000000
            SigIgn:\t8000000000001001
            SigCgt:\t0000000000004002
            CapInh:\t0000000000000000
            nonvoluntary_ctxt_switches:\t0
            """;

    @Test
    void readsWhatIsNeeded() {
        assertThat(PidStatus.parse(Hostile.bytes(STATUS)))
                .isEqualTo(new PidStatus(4711, 33, OptionalLong.of(1), 3, 0x8000000000001001L, 0x4002));
    }

    @Test
    void knowsThatOldKernelsDoNotTellNamespaces() {
        PidStatus status = PidStatus.parse(Hostile.bytes(STATUS.replace("NStgid:\t4711\t12\t1\n", "")));
        assertThat(status.innermostPid()).isEmpty();
        assertThat(status.pidNamespaces()).isZero();
    }

    @Test
    void readsAHugeText() {
        String groups = "0 ".repeat(65_536);
        assertThat(PidStatus.parse(Hostile.bytes(STATUS.replace("0 4 ", groups)))
                        .uid())
                .isEqualTo(33);
    }

    @Test
    void readsTheLargestUserId() {
        assertThat(PidStatus.parse(Hostile.bytes(STATUS.replace("1000\t33", "0\t4294967295")))
                        .uid())
                .isEqualTo(4294967295L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tgid:", "Uid:", "SigIgn:", "SigCgt:"})
    void refusesATextWithoutALine(String key) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> PidStatus.parse(Hostile.bytes(STATUS.replace(key, "Other:"))))
                .withMessageContaining(key.replace(":", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SigCgt:\t\n", "SigCgt:\t-1\n", "SigCgt:\txyz\n", "SigCgt:\t10000000000000000\n"})
    void refusesAMaskThatIsNone(String line) {
        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> PidStatus.parse(Hostile.bytes(STATUS.replace("SigCgt:\t0000000000004002\n", line))));
    }

    @Test
    void refusesEachCutThatTakesAwaySomethingNeeded() {
        PidStatus whole = PidStatus.parse(Hostile.bytes(STATUS));
        Hostile.cut(Hostile.bytes(STATUS), PidStatus::parse, whole::equals);
    }

    @Test
    void survivesDamage() {
        Hostile.damage(Hostile.bytes(STATUS), PidStatus::parse);
    }
}
