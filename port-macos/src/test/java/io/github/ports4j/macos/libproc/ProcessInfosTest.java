package io.github.ports4j.macos.libproc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every field gets a value of its own where the header has it, so that none can stand for another. */
@Timeout(120)
class ProcessInfosTest {
    private static BsdInfo bsdInfo(ByteBuffer in) {
        return BsdInfo.decode(in, in.limit());
    }

    private static BsdShortInfo shortInfo(ByteBuffer in) {
        return BsdShortInfo.decode(in, in.limit());
    }

    private static UniqueProcessId unique(ByteBuffer in) {
        return UniqueProcessId.decode(in, in.limit());
    }

    private static Struct struct() {
        return new Struct("proc_bsdinfo")
                .put("pbi_flags", 1)
                .put("pbi_status", 2)
                .put("pbi_pid", 3)
                .put("pbi_ppid", 4)
                .put("pbi_uid", -5)
                .put("pbi_gid", -6)
                .put("pbi_ruid", -7)
                .put("pbi_comm", "command\0x")
                .put("pbi_name", "the whole name")
                .put("pbi_nfiles", -8)
                .put("pbi_pgid", 9)
                .put("pbi_nice", -10)
                .put("pbi_start_tvsec", 1L << 40)
                .put("pbi_start_tvusec", 999_999);
    }

    private static Struct shortStruct() {
        return new Struct("proc_bsdshortinfo")
                .put("pbsi_pid", 1)
                .put("pbsi_ppid", 2)
                .put("pbsi_pgid", 3)
                .put("pbsi_status", 5)
                .put("pbsi_comm", "0123456789abcdef")
                .put("pbsi_flags", 6)
                .put("pbsi_uid", -7)
                .put("pbsi_ruid", -8)
                .put("pbsi_svuid", -9);
    }

    @Test
    void sizesAreThoseOfTheHeader() {
        assertThat(Layouts.sizes("proc_bsdinfo")).containsExactly(BsdInfo.SIZE);
        assertThat(Layouts.sizes("proc_bsdshortinfo")).containsExactly(BsdShortInfo.SIZE);
        assertThat(Layouts.sizes("proc_uniqidentifierinfo")).containsExactly(UniqueProcessId.SIZE);
        assertThat(Layouts.field("proc_bsdinfo", "pbi_comm").size()).isEqualTo(BsdInfo.PBI_COMM_SIZE);
        assertThat(Layouts.field("proc_bsdinfo", "pbi_name").size()).isEqualTo(BsdInfo.PBI_NAME_SIZE);
        assertThat(Layouts.field("proc_bsdshortinfo", "pbsi_comm").size()).isEqualTo(BsdShortInfo.PBSI_COMM_SIZE);
    }

    @Test
    void readsBsdInfo() {
        assertThat(bsdInfo(struct().buffer()))
                .isEqualTo(new BsdInfo(
                        1,
                        2,
                        3,
                        4,
                        (1L << 32) - 5,
                        (1L << 32) - 6,
                        (1L << 32) - 7,
                        "command",
                        "the whole name",
                        (1L << 32) - 8,
                        9,
                        -10,
                        1L << 40,
                        999_999));
    }

    @Test
    void readsBsdShortInfo() {
        assertThat(shortInfo(shortStruct().buffer()))
                .isEqualTo(new BsdShortInfo(
                        1, 2, 3, 5, "0123456789abcdef", 6, (1L << 32) - 7, (1L << 32) - 8, (1L << 32) - 9));
    }

    @Test
    void readsTheUniqueId() {
        byte[] bytes = new Struct("proc_uniqidentifierinfo")
                .put("p_uniqueid", -1)
                .put("p_puniqueid", 2)
                .bytes();
        assertThat(unique(Fixture.buffer(bytes))).isEqualTo(new UniqueProcessId(-1, 2));
        Torment.refusesEveryCut(Arrays.copyOf(bytes, 32), ProcessInfosTest::unique);
    }

    @Test
    void refusesWhatIsCut() {
        Torment.refusesEveryCut(struct().bytes(), ProcessInfosTest::bsdInfo);
        Torment.refusesEveryCut(shortStruct().bytes(), ProcessInfosTest::shortInfo);
    }

    @Test
    @Tag("long")
    void surviveAnything() {
        Torment.random(BsdInfo.SIZE + 8, ProcessInfosTest::bsdInfo);
        Torment.random(BsdShortInfo.SIZE + 8, ProcessInfosTest::shortInfo);
        Torment.random(UniqueProcessId.SIZE + 8, ProcessInfosTest::unique);
        Torment.damaged(Fixture.resource("bsd_zombie_longname.bin"), ProcessInfosTest::bsdInfo);
        Torment.damaged(shortStruct().bytes(), ProcessInfosTest::shortInfo);
    }
}
