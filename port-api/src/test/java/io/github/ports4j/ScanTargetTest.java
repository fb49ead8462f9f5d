package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTargetTest {
    private static String address(String text, int index) throws UnknownHostException {
        return InternetAddress.format(ScanTarget.parse(text).address(index));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "db", "db.example.org.", "a-b_c", "_srv", "7up", "22-80", "bücher.example", "東京"})
    void readsNamesAndAsksNobody(String name) {
        ScanTarget target = ScanTarget.parse(name);

        assertThat(target.isName()).isTrue();
        assertThat(target.addresses()).isZero();
        assertThat(target).hasToString(name).isEqualTo(ScanTarget.parse(name));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> target.address(0));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 1, 127.0.0.1, 127.0.0.1",
        "255.255.255.255, 1, 255.255.255.255, 255.255.255.255",
        "::1, 1, ::1, ::1",
        "2001:DB8:0::7, 1, 2001:db8::7, 2001:db8::7",
        "::ffff:192.0.2.1, 1, 192.0.2.1, 192.0.2.1",
        "192.0.2.0/24, 256, 192.0.2.0, 192.0.2.255",
        "192.0.2.7/32, 1, 192.0.2.7, 192.0.2.7",
        "10.0.0.0/12, 1048576, 10.0.0.0, 10.15.255.255",
        "2001:db8::/112, 65536, 2001:db8::, 2001:db8::ffff",
        "2001:db8::10:0/108, 1048576, 2001:db8::10:0, 2001:db8::1f:ffff",
        "2001:db8::7/128, 1, 2001:db8::7, 2001:db8::7",
    })
    void readsAddressesAndBlocks(String text, int addresses, String first, String last) throws UnknownHostException {
        assertThat(ScanTarget.parse(text).isName()).isFalse();
        assertThat(ScanTarget.parse(text).addresses()).isEqualTo(addresses);
        assertThat(ScanTarget.parse(text)).hasToString(text);
        assertThat(address(text, 0)).isEqualTo(first);
        assertThat(address(text, addresses - 1)).isEqualTo(last);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> address(text, addresses));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> address(text, -1));
    }

    @Test
    void blockHasEachOfItsAddressesOnce() throws UnknownHostException {
        ScanTarget block = ScanTarget.parse("192.0.2.248/29");
        for (int i = 0; i < 8; i++) {
            assertThat(InternetAddress.format(block.address(i))).isEqualTo("192.0.2." + (248 + i));
        }
        assertThat(address("10.0.0.0/12", 0x1_02_03)).isEqualTo("10.1.2.3");
    }

    @Test
    void addressFromATextIsThatOfTheSystem() throws UnknownHostException {
        assertThat(ScanTarget.parse("192.0.2.200").address(0)).isEqualTo(InetAddress.getByName("192.0.2.200"));
    }

    @Test
    void zoneIsTheNumberOrTheNameOfAnInterface() throws Exception {
        assertThat(((Inet6Address) ScanTarget.parse("fe80::1%7").address(0)).getScopeId())
                .isEqualTo(7);
        assertThat(address("fe80::1%7", 0)).isEqualTo("fe80::1%7");
        ScanTarget missing = ScanTarget.parse("fe80::1%no-such-nic");
        assertThat(missing.addresses()).isEqualTo(1);
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> missing.address(0))
                .withMessage("there is no interface no-such-nic");
    }

    /** A report has addresses as they are printed, and so each must be read back as the same, with its zone. */
    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%7", "fe80::1%1234567", "::1", "::", "2001:db8::1:0:0:1", "0.0.0.0"})
    void readsWhatIsPrintedOfAnAddress(String text) throws UnknownHostException {
        assertThat(address(text, 0)).isEqualTo(text);
        assertThat(address(address(text, 0), 0)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\nb",
                "\u001b[31m",
                "-a",
                "a-",
                ".",
                ".a",
                "a/b",
                "http://a",
                "a:80",
                "[::1]",
                "1.2.3",
                "1.2.3.4.5",
                "256.0.0.1",
                "010.0.0.1",
                "1.2.3.04",
                "2130706433",
                "1.2.3.4.",
                "0x7F000001",
                "0x7f.0.0.1",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                ".::1",
                "1:2:3:4:5:6:7",
                "127.0.0.1%1",
                "localhost%1",
                "::ffff:1.2.3.4%1",
                "fe80::1%",
                "fe80::1%a b",
                "fe80::1%%1",
                "fe80::1%0123456789abcdef",
                "fe80::1%1/64",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8",
                "0.0.0.0/0",
                "10.0.0.0/1a",
                "10.0.0.1/24",
                "::/0",
                "2001:db8::/64",
                "2001:db8::/107",
                "2001:db8::/129",
                "2001:db8::1/127x",
                "localhost/24",
                "::ffff:10.0.0.0/12",
                "10.0.0.0/99999999999",
                "\u202eabc",
                "a\u0000"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScanTarget.parse(text))
                .withMessageStartingWith("not a host: '" + Printable.of(text) + "'; ");
    }

    @Test
    void nameOf253CharactersIsTheLongest() {
        assertThat(ScanTarget.parse("a".repeat(253)).isName()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> ScanTarget.parse("a".repeat(254)));
    }
}
