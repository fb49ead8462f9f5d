package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.spi.InterfaceBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSpeedsTest {
    private static final int EIO = 5;
    private static final int ENODEV = 19;
    private static final int UNHEARD_OF = 4711;

    private final ChangingTables tables = new ChangingTables();

    /** 3 is one whose driver has nothing to tell, 4 one whose driver does not know. */
    @BeforeEach
    void fourInterfaces() {
        for (int index = 2; index <= 5; index++) {
            tables.comes(index);
        }
        tables.speed(2, 2_000_000);
        tables.speed(4, 0);
        tables.speed(5, 5_000_000);
    }

    private List<String> read() throws DumpInterruptedException, NetlinkRefusedException {
        LinkSpeeds speeds = LinkSpeeds.read(tables, tables.links(true));
        List<String> texts = new ArrayList<>();
        for (int index = 2; index <= 5; index++) {
            InterfaceBuilder builder = new InterfaceBuilder("nic", index)
                    .mtu(1500)
                    .received(0, 0, 0)
                    .sent(0, 0, 0);
            speeds.describe(index, builder);
            NetworkInterfaceInfo nic = builder.build();
            texts.add(
                    nic.speed().isPresent()
                            ? Long.toString(nic.speed().getAsLong())
                            : nic.speedFailure().orElse("-"));
        }
        return texts;
    }

    private static String failure(String error) {
        return "its driver failed to tell the speed: " + error;
    }

    /** As kernels end it where the last driver has nothing to tell. */
    @ParameterizedTest
    @ValueSource(ints = {0, LinuxErrno.EOPNOTSUPP})
    void aDumpThatIsWholeIsAllThatIsAsked(int errno) throws Exception {
        tables.dumpOfSpeedsEnds(6, errno);
        assertThat(read()).containsExactly("2000000", "-", "-", "5000000");
        assertThat(tables.asked).containsExactly("links", "speeds");
    }

    /** Of 2 and 4 something was told; that the driver of 3 is the one that failed, the kernel does not say. */
    @Test
    void eachThatWasNotToldIsAskedByItself() throws Exception {
        tables.dumpOfSpeedsEnds(5, EIO);
        assertThat(read()).containsExactly("2000000", "-", "-", "5000000");
        assertThat(tables.asked).containsExactly("links", "speeds", "speed 3", "speed 5");
    }

    @Test
    void theFailureIsThatOfItsOwnDriver() throws Exception {
        tables.speedFails(2, EIO);
        tables.speedFails(4, LinuxErrno.EPERM);
        tables.dumpOfSpeedsEnds(2, EIO);
        assertThat(read()).containsExactly(failure("EIO"), "-", failure("EPERM"), "5000000");
    }

    /** Drivers hand on whatever their firmware or their bus says. */
    @Test
    void noErrorOfADriverIsHidden() throws Exception {
        tables.speedFails(5, UNHEARD_OF);
        tables.dumpOfSpeedsEnds(2, UNHEARD_OF);
        assertThat(read()).containsExactly("2000000", "-", "-", failure("errno 4711"));
    }

    @Test
    void oneThatIsAbsentIsSoByItself() throws Exception {
        tables.before("speed 2", 1, () -> tables.speedFails(2, ENODEV));
        tables.dumpOfSpeedsEnds(2, ENODEV);
        assertThat(read()).containsExactly(failure("ENODEV"), "-", "-", "5000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {LinuxErrno.ENOMEM, LinuxErrno.ENOBUFS})
    void aKernelWithoutMemoryIsAFailureOfTheWhole(int errno) {
        tables.speedFails(4, errno);
        tables.dumpOfSpeedsEnds(2, errno);
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::read)
                .withMessageContaining("ETHTOOL_MSG_LINKMODES_GET(4)")
                .withMessageContaining("short of memory");
    }

    @Test
    void aDumpThatIsInterruptedIsNoAnswer() {
        tables.before("speeds", 1, () -> {
            throw new DumpInterruptedException("dump of a test");
        });
        assertThatExceptionOfType(DumpInterruptedException.class).isThrownBy(this::read);
    }
}
