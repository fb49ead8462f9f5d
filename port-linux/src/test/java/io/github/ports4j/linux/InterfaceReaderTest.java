package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between the dumps, each in its place; on the kernel it happens in none that can be chosen. */
class InterfaceReaderTest {
    private static final List<String> QUIET =
            List.of("listen", "addresses", "links", "drivers", "speeds", "wifi", "close");
    private static final List<String> HEARD =
            List.of("listen", "addresses", "links", "drivers", "speeds", "wifi", "addresses", "links again", "close");

    private final ChangingTables tables = new ChangingTables();

    @BeforeEach
    void twoInterfaces() {
        tables.comes(2);
        tables.getsAddress(2, 2);
        tables.comes(3);
        tables.getsAddress(3, 3);
    }

    private List<NetworkInterfaceInfo> list() {
        return new LinuxNetworkInterfaces(size -> tables).list();
    }

    /** Each interface with its addresses. */
    private List<String> texts() {
        return list().stream().map(nic -> nic.name() + " " + nic.addresses()).toList();
    }

    private static ChangingTables.Event interrupted() {
        return () -> {
            throw new DumpInterruptedException("dump of a test");
        };
    }

    private static ChangingTables.Event refused(int errno) {
        return () -> {
            throw NetlinkRefusedException.orFailure("bind of a test", errno);
        };
    }

    private static List<String> twice(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Test
    void whereNothingIsAnnouncedEachTableIsReadOnce() {
        assertThat(texts()).containsExactly("nic2 [192.0.2.2/24]", "nic3 [192.0.2.3/24]");
        assertThat(tables.asked).isEqualTo(QUIET);
    }

    @Test
    void whatChangedBeforeSomebodyListensIsNoNews() {
        tables.before("listen", 1, () -> tables.comes(4));
        assertThat(texts()).contains("nic4 []");
        assertThat(tables.asked).isEqualTo(QUIET);
    }

    @Test
    void anAddressThatComesAfterTheFirstDumpIsTold() {
        tables.before("wifi", 1, () -> tables.getsAddress(3, 33));
        assertThat(texts()).containsExactly("nic2 [192.0.2.2/24]", "nic3 [192.0.2.3/24, 192.0.2.33/24]");
        assertThat(tables.asked).isEqualTo(HEARD);
    }

    /** Between the dumps of addresses and of links: without the announcement it would have none. */
    @Test
    void aLinkThatComesBeforeItsDumpHasItsAddresses() {
        tables.before("links", 1, () -> {
            tables.comes(4);
            tables.getsAddress(4, 4);
        });
        assertThat(texts()).hasSize(3).contains("nic4 [192.0.2.4/24]");
        assertThat(tables.asked).isEqualTo(HEARD);
    }

    @Test
    void aLinkThatComesAfterItsDumpHasAllBeReadAnew() {
        tables.before("wifi", 1, () -> {
            tables.comes(7);
            tables.getsAddress(7, 7);
            tables.speed(7, 1_000_000);
        });
        NetworkInterfaceInfo nic = list().get(2);
        assertThat(nic).hasToString("nic7 (7, wifi, up) mtu 1500 192.0.2.7/24");
        assertThat(nic.speed()).as("also what was read before it came").hasValue(1_000_000);
        assertThat(nic.counters().rxBytes()).isEqualTo(3);
        assertThat(tables.asked).isEqualTo(twice(HEARD, QUIET));
    }

    @Test
    void aLinkThatComesDuringTheLastLookHasAllBeReadAnew() {
        tables.before("wifi", 1, () -> tables.getsAddress(3, 33));
        tables.before("links again", 1, () -> tables.comes(4));
        assertThat(texts()).containsExactly("nic2 [192.0.2.2/24]", "nic3 [192.0.2.3/24, 192.0.2.33/24]", "nic4 []");
        assertThat(tables.asked).isEqualTo(twice(HEARD, QUIET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"links", "drivers", "speeds", "wifi"})
    void ofALinkThatGoesNothingIsTold(String question) {
        tables.before(question, 1, () -> tables.goes(2));
        assertThat(texts()).containsExactly("nic3 [192.0.2.3/24]");
        assertThat(tables.asked).isEqualTo(HEARD);
    }

    /** With its addresses read already, and its counters. */
    @Test
    void ofALinkThatGoesDuringTheLastLookNothingIsTold() {
        tables.before("wifi", 1, () -> tables.getsAddress(3, 33));
        tables.before("links again", 1, () -> tables.goes(2));
        assertThat(texts()).containsExactly("nic3 [192.0.2.3/24, 192.0.2.33/24]");
        assertThat(tables.asked).isEqualTo(HEARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"addresses", "links", "drivers", "speeds", "wifi"})
    void aDumpThatIsInterruptedHasAllBeReadAnew(String question) {
        tables.before(question, 1, interrupted());
        tables.before(question, 2, () -> tables.getsAddress(3, 33));
        tables.before(question, 2, interrupted());
        assertThat(texts()).containsExactly("nic2 [192.0.2.2/24]", "nic3 [192.0.2.3/24, 192.0.2.33/24]");
        List<String> given = QUIET.subList(0, QUIET.indexOf(question) + 1);
        List<String> attempt = twice(given, List.of("close"));
        assertThat(tables.asked).isEqualTo(twice(twice(attempt, attempt), QUIET));
    }

    @Test
    void aSecondLookThatIsInterruptedHasAllBeReadAnew() {
        tables.before("wifi", 1, () -> tables.getsAddress(3, 33));
        tables.before("links again", 1, interrupted());
        assertThat(texts()).containsExactly("nic2 [192.0.2.2/24]", "nic3 [192.0.2.3/24, 192.0.2.33/24]");
        assertThat(tables.asked).isEqualTo(twice(HEARD, QUIET));
    }

    @Test
    void after32ReadingsItSaysThatItGotNone() {
        int[] next = {10};
        tables.beforeEach("wifi", () -> tables.comes(next[0]++));
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::list)
                .withMessageContaining("RTM_GETLINK and RTM_GETADDR")
                .withMessageContaining("changed during each of 32 readings");
        assertThat(tables.asked.stream().filter("listen"::equals)).hasSize(32);
        assertThat(tables.asked.stream().filter("close"::equals)).hasSize(32);
    }

    @Test
    void the32ndReadingIsGood() {
        for (int i = 1; i < 32; i++) {
            tables.before("addresses", i, interrupted());
        }
        assertThat(texts()).hasSize(2);
        assertThat(Collections.frequency(tables.asked, "addresses")).isEqualTo(32);
    }

    /** Whoever may not listen can't know that all was quiet. */
    @ParameterizedTest
    @ValueSource(ints = {LinuxErrno.EPERM, LinuxErrno.EACCES, LinuxErrno.EOPNOTSUPP})
    void whoMayNotListenLooksTwice(int errno) {
        tables.beforeEach("listen", refused(errno));
        tables.before("wifi", 1, () -> tables.getsAddress(3, 33));
        assertThat(texts()).containsExactly("nic2 [192.0.2.2/24]", "nic3 [192.0.2.3/24, 192.0.2.33/24]");
        assertThat(tables.asked).isEqualTo(HEARD.subList(0, HEARD.size() - 1));
    }

    @Test
    void whoMayNotListenBeginsAnewForALinkThatComes() {
        tables.beforeEach("listen", refused(LinuxErrno.EPERM));
        tables.before("speeds", 1, () -> tables.comes(4));
        tables.before("speeds", 2, () -> tables.goes(2));
        assertThat(texts()).containsExactly("nic3 [192.0.2.3/24]", "nic4 []");
        List<String> deaf = HEARD.subList(0, HEARD.size() - 1);
        assertThat(tables.asked).isEqualTo(twice(deaf, deaf));
    }

    @Test
    void whoCanNotListenForAnotherReasonIsTold() {
        tables.beforeEach("listen", refused(LinuxErrno.EMFILE));
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::list)
                .withMessageContaining("bind of a test")
                .withMessageContaining("EMFILE");
        assertThat(tables.asked).containsExactly("listen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"addresses", "links", "links again"})
    void aTableThatIsRefusedIsAFailure(String question) {
        tables.before("wifi", 1, () -> tables.getsAddress(3, 33));
        tables.before(question, 1, refused(LinuxErrno.EPERM));
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::list)
                .withMessageContaining("EPERM");
        assertThat(tables.asked).endsWith(question, "close");
    }

    @Test
    void itListensNoLongerAfterAFailure() {
        tables.before("speeds", 1, () -> {
            throw new MalformedReplyException("a test", 0, 0, 1);
        });
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(this::list);
        assertThat(tables.asked).endsWith("speeds", "close");
    }

    @Test
    void whyADriverFailedIsToldOfItsInterfaceAlone() {
        tables.speed(3, 10_000_000);
        tables.speedFails(2, LinuxErrno.ETIMEDOUT);
        tables.dumpOfSpeedsEnds(2, LinuxErrno.ETIMEDOUT);
        List<NetworkInterfaceInfo> all = list();
        assertThat(all.get(0).speed()).isEmpty();
        assertThat(all.get(0).speedFailure()).contains("its driver failed to tell the speed: ETIMEDOUT");
        assertThat(all.get(1).speed()).hasValue(10_000_000);
        assertThat(all.get(1).speedFailure()).isEmpty();
    }
}
