package io.github.ports4j.macos.libproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of pids, descriptors and file ports. */
@Timeout(120)
class ListsTest {
    private static ByteBuffer ints(int... values) {
        ByteBuffer out = Fixture.buffer(new byte[values.length * Integer.BYTES]);
        for (int value : values) {
            out.putInt(value);
        }
        return out.clear();
    }

    private static List<Integer> sockets(ByteBuffer in, int length) {
        List<Integer> found = new ArrayList<>();
        DescriptorList.forEachSocket(in, length, found::add);
        return found;
    }

    @Test
    void bothListsOfDescriptorsHaveTheLayoutOfTheHeader() {
        for (String struct : List.of("proc_fdinfo", "proc_fileportinfo")) {
            assertThat(Layouts.sizes(struct)).containsExactly(DescriptorList.ENTRY_SIZE);
            assertThat(DescriptorList.PROC_FDTYPE).isEqualTo(Layouts.offset(struct, "proc_fdtype"));
        }
        assertThat(DescriptorList.PROC_FD).isEqualTo(Layouts.offset("proc_fdinfo", "proc_fd"));
        assertThat(DescriptorList.PROC_FD).isEqualTo(Layouts.offset("proc_fileportinfo", "proc_fileport"));
        assertThat(DescriptorList.PROX_FDTYPE_SOCKET).isEqualTo(Layouts.constant("PROX_FDTYPE_SOCKET"));
    }

    @Test
    void pidsAreWithoutTheKernel() {
        assertThat(PidList.decode(ints(700, 1, 0, 99_999), 16)).containsExactly(700, 1, 99_999);
        assertThat(PidList.decode(ints(700, 1, 0, 99_999), 4)).containsExactly(700);
        assertThat(PidList.decode(ints(0), 4)).isEmpty();
        assertThat(PidList.decode(ints(), 0)).isEmpty();
        assertThatThrownBy(() -> PidList.decode(ints(1, 2), 7))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessage("list of pids at offset 4: need 4 bytes, have 3");
    }

    @Test
    void givesSocketsAlone() {
        ByteBuffer list = ints(3, 2, 4, 1, 5, 99, 6, 2, -1, 2);
        assertThat(sockets(list, 40)).containsExactly(3, 6, -1);
        assertThat(sockets(list, 24)).containsExactly(3);
        assertThat(sockets(list, 0)).isEmpty();
    }

    @Test
    void tellsARaggedEndAfterWhatIsWhole() {
        List<Integer> found = new ArrayList<>();
        assertThatThrownBy(() -> DescriptorList.forEachSocket(ints(3, 2, 4, 2), 15, found::add))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessage("list of descriptors at offset 8: need 8 bytes, have 7");
        assertThat(found).containsExactly(3);
    }

    @Test
    @Tag("long")
    void surviveAnything() {
        Torment.random(64, in -> PidList.decode(in, in.limit()));
        Torment.random(64, in -> sockets(in, in.limit()));
        byte[] many = Fixture.resource("fds_many.bin");
        Torment.damaged(many, in -> sockets(in, in.limit()));
        List<Integer> all = sockets(Fixture.buffer(many), many.length);
        Torment.cut(many, in -> {
            int whole = in.limit() / DescriptorList.ENTRY_SIZE * DescriptorList.ENTRY_SIZE;
            List<Integer> some = sockets(in, whole);
            assertThat(some).isEqualTo(all.subList(0, some.size()));
        });
        Torment.cut(Arrays.copyOf(many, 40), in -> {
            if (in.limit() % Integer.BYTES == 0) {
                PidList.decode(in, in.limit());
            } else {
                assertThatThrownBy(() -> PidList.decode(in, in.limit())).isInstanceOf(MalformedReplyException.class);
            }
        });
    }
}
