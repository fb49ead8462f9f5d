package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 5952 section 4. */
class InternetAddressTest {
    @ParameterizedTest
    @CsvSource({
        "2001:0db8:0:0:0:0:0:0001, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // the first of two runs that are equally long
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // one group of zeros stays
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // the longest run
        "2001:DB8:0:0:0:0:aaaa:AAAA, 2001:db8::aaaa:aaaa",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8",
        "127.0.0.1, 127.0.0.1",
    })
    void writesAsTheRfcDoes(String literal, String expected) throws UnknownHostException {
        assertThat(InternetAddress.format(InetAddress.getByName(literal))).isEqualTo(expected);
    }

    @Test
    void showsAZoneByItsIndex() throws UnknownHostException {
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        assertThat(InternetAddress.format(Inet6Address.getByAddress(null, bytes, 7)))
                .isEqualTo("fe80::1%7");
    }

    @Test
    void putsBracketsRoundIpv6Only() throws UnknownHostException {
        assertThat(InternetAddress.format(new InetSocketAddress(InetAddress.getByName("::1"), 80)))
                .isEqualTo("[::1]:80");
        assertThat(InternetAddress.format(new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 80)))
                .isEqualTo("10.0.0.1:80");
    }
}
