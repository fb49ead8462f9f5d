package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.libc.Sockaddr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private static final int PORT = 0xabcd;

    private final HostAddresses hosts;
    private final ByteBuffer memory = ByteBuffer.allocate(Sockaddr.SIZE_6).order(ByteOrder.nativeOrder());

    HostAddressesTest() throws UnknownHostException {
        hosts = new HostAddresses(List.of(
                address("192.0.2.200"),
                address("2001:db8::8:9"),
                address("0.0.0.0"),
                Inet6Address.getByAddress(null, address("fe80::1").getAddress(), 7),
                address("::"),
                address("fe80::1"),
                address("127.0.0.1")));
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    /** Without the family, which is in the order of this machine, and the scope, which is too. */
    private String written(int host) {
        int size = hosts.write(memory, host, PORT);
        int end = hosts.family(host) == Sockaddr.AF_INET ? 8 : 24;
        assertThat(size).isEqualTo(hosts.family(host) == Sockaddr.AF_INET ? Sockaddr.SIZE_4 : Sockaddr.SIZE_6);
        assertThat((int) memory.getShort(0)).isEqualTo(hosts.family(host));
        return HexFormat.of().formatHex(Arrays.copyOfRange(memory.array(), 2, end));
    }

    @Test
    void areWrittenInTheOrderOfTheNetwork() {
        assertThat(written(1)).isEqualTo("abcd" + "00000000" + "20010db8000000000000000000080009");
        assertThat(memory.getInt(24)).isZero();
        assertThat(written(3)).isEqualTo("abcd" + "00000000" + "fe800000000000000000000000000001");
        assertThat(memory.getInt(24)).isEqualTo(7);
        assertThat(written(0)).isEqualTo("abcd" + "c00002c8");
        assertThat(written(6)).isEqualTo("abcd" + "7f000001");
        assertThat(written(1)).isEqualTo("abcd" + "00000000" + "20010db8000000000000000000080009");
        assertThat(memory.getInt(24)).isZero();
    }

    @Test
    void theUnspecifiedAddressStandsForTheOwnOne() {
        hosts.write(memory, 6, PORT);
        assertThat(hosts.isLocalEnd(memory, 6)).isTrue();
        assertThat(hosts.isLocalEnd(memory, 2)).isTrue();
        assertThat(hosts.isLocalEnd(memory, 0)).isFalse();
        assertThat(hosts.isLocalEnd(memory, 1)).isFalse();
        hosts.write(memory, 1, PORT);
        assertThat(hosts.isLocalEnd(memory, 1)).isTrue();
        assertThat(hosts.isLocalEnd(memory, 4)).isTrue();
        assertThat(hosts.isLocalEnd(memory, 3)).isFalse();
        assertThat(hosts.isLocalEnd(memory, 0)).isFalse();
    }

    @Test
    void onlyALinksOwnAddressNeedsAScope() {
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6).stream().filter(hosts::lacksScope))
                .containsExactly(5);
    }
}
