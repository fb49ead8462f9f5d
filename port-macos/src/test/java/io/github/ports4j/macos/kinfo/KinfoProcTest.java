package io.github.ports4j.macos.kinfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KinfoProcTest {
    /** Every field has a value of its own, so that none can stand for another. */
    private static Struct struct(int pid) {
        return new Struct("kinfo_proc")
                .put("kp_proc.p_un.__p_starttime.tv_sec", 1_760_000_000)
                .put("kp_proc.p_un.__p_starttime.tv_usec", 999_999)
                .put("kp_proc.p_flag", 0x4006)
                .put("kp_proc.p_stat", ProcessStatus.SSTOP)
                .put("kp_proc.p_pid", pid)
                .put("kp_proc.p_oppid", 999)
                .put("kp_proc.p_sigignore", 1 << 30)
                .put("kp_proc.p_sigcatch", 1 << 14)
                .put("kp_proc.p_comm", "sixteen bytes is")
                .put("kp_eproc.e_pcred.p_ruid", -2)
                .put("kp_eproc.e_ucred.cr_uid", 501)
                .put("kp_eproc.e_ppid", 7);
    }

    private static KinfoProc expected(int pid) {
        return new KinfoProc(
                1_760_000_000L, 999_999, 0x4006, 4, pid, 7, 1 << 30, 1 << 14, "sixteen bytes is", (1L << 32) - 2, 501);
    }

    private static void decode(ByteBuffer in) {
        KinfoProc.decode(in, in.limit());
    }

    private static List<KinfoProc> decodeAll(ByteBuffer in) {
        return KinfoProc.decodeAll(in, in.limit());
    }

    @Test
    void hasTheSizeOfTheHeader() {
        assertThat(Layouts.sizes("kinfo_proc")).containsExactly(KinfoProc.SIZE);
        assertThat(Layouts.field("kinfo_proc", "kp_proc.p_comm").size()).isEqualTo(KinfoProc.P_COMM_SIZE);
        assertThat(ProcessStatus.SIDL).isEqualTo(Layouts.constant("SIDL"));
        assertThat(ProcessStatus.SRUN).isEqualTo(Layouts.constant("SRUN"));
        assertThat(ProcessStatus.SSLEEP).isEqualTo(Layouts.constant("SSLEEP"));
        assertThat(ProcessStatus.SSTOP).isEqualTo(Layouts.constant("SSTOP"));
        assertThat(ProcessStatus.SZOMB).isEqualTo(Layouts.constant("SZOMB"));
    }

    @Test
    void readsOne() {
        ByteBuffer in = struct(42).buffer();
        assertThat(KinfoProc.decode(in, in.limit())).contains(expected(42));
    }

    @Test
    void nothingIsNoProcess() {
        assertThat(KinfoProc.decode(Fixture.buffer(new byte[KinfoProc.SIZE]), 0))
                .isEmpty();
    }

    @Test
    void readsSeveral() {
        byte[] three =
                Struct.join(struct(1).bytes(), struct(2).bytes(), struct(3).bytes());
        assertThat(decodeAll(Fixture.buffer(three))).containsExactly(expected(1), expected(2), expected(3));
        assertThat(KinfoProc.decodeAll(Fixture.buffer(three), KinfoProc.SIZE)).containsExactly(expected(1));
        assertThat(decodeAll(Fixture.buffer(new byte[0]))).isEmpty();
    }

    @Test
    void refusesWhatIsCut() {
        Torment.cut(Struct.join(struct(1).bytes(), struct(2).bytes()), in -> {
            int length = in.limit();
            if (length % KinfoProc.SIZE == 0) {
                assertThat(decodeAll(in)).hasSize(length / KinfoProc.SIZE);
            } else {
                assertThatThrownBy(() -> decodeAll(in)).isInstanceOf(MalformedReplyException.class);
            }
            if (length > 0 && length < KinfoProc.SIZE) {
                assertThatThrownBy(() -> decode(in)).isInstanceOf(MalformedReplyException.class);
            }
        });
    }

    @Test
    @Tag("long")
    void survivesAnything() {
        Torment.random(KinfoProc.SIZE + 8, KinfoProcTest::decode);
        Torment.random(2 * KinfoProc.SIZE + 8, KinfoProcTest::decodeAll);
        Torment.damaged(struct(1).bytes(), KinfoProcTest::decode);
    }
}
