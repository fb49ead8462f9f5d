package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.Rows;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.linux.socket.InetSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcNetDecoderTest {
    private static final String LINE = "   4: 0100007F:1F90 0100007F:9C40 01 00000000:00000005 00:00000000 00000000"
            + "     0        0 2804190 1 00000000a821f1c2 20 4 30 10 -1                  ";

    private static ProcNetDecoder decoder(TransportProtocol protocol, AddressFamily family) {
        return new ProcNetDecoder("/proc/net/test", protocol, family, ByteOrder.LITTLE_ENDIAN);
    }

    private static List<String> decode(String sample, TransportProtocol protocol, AddressFamily family) {
        ProcNetDecoder decoder = decoder(protocol, family);
        List<String> rows = new ArrayList<>();
        InetSocket row = new InetSocket();
        boolean first = true;
        for (String line : new String(Samples.bytes(sample), StandardCharsets.US_ASCII)
                .lines()
                .toList()) {
            ByteBuffer text = ascii(line);
            if (first) {
                decoder.header(text, 0, text.limit());
            } else {
                decoder.decode(text, 0, text.limit(), row);
                rows.add(Rows.text(row));
            }
            first = false;
        }
        return rows;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static InetSocket decode(String line) {
        InetSocket row = new InetSocket();
        ByteBuffer text = ascii(line);
        decoder(TransportProtocol.TCP, AddressFamily.IPV4).decode(text, 0, text.limit(), row);
        return row;
    }

    /** The same sockets as in the test of the sock_diag decoder, but for the silent one, and without what a text leaves out. */
    @Test
    void readsTcp() {
        assertThat(decode("proc-net-tcp.txt", TransportProtocol.TCP, AddressFamily.IPV4))
                .containsExactly(
                        "tcp 7f000001:8085 00000000:0 LISTEN uid 65534 inode 2804188",
                        "tcp 7f000001:8080 00000000:0 LISTEN uid 0 inode 2804183",
                        "tcp 7f000001:40000 7f000001:8080 ESTABLISHED uid 0 inode 2804189 queues 0 0",
                        "tcp 7f000001:40002 7f000001:8080 TIME_WAIT",
                        "tcp 7f000001:8080 7f000001:40000 ESTABLISHED uid 0 inode 2804190 queues 5 0");
        assertThat(decode("proc-net-tcp6.txt", TransportProtocol.TCP, AddressFamily.IPV6))
                .containsExactly(
                        "tcp :::8083 :::0 LISTEN uid 0 inode 2804186",
                        "tcp :::8081 :::0 LISTEN uid 0 inode 2804184",
                        "tcp ::1:8082 :::0 LISTEN uid 0 inode 2804185",
                        "tcp ::1:40001 ::1:8082 ESTABLISHED uid 0 inode 2804191 queues 0 0",
                        "tcp ::ffff7f000001:8081 ::ffff7f000001:40003 ESTABLISHED queues 0 0",
                        "tcp ::ffff7f000001:40003 ::ffff7f000001:8081 ESTABLISHED uid 0 inode 2804194 queues 0 0",
                        "tcp ::1:8082 ::1:40001 ESTABLISHED queues 0 0");
    }

    @Test
    void readsUdp() {
        assertThat(decode("proc-net-udp.txt", TransportProtocol.UDP, AddressFamily.IPV4))
                .containsExactly(
                        "udp 7f000001:9090 00000000:0 uid 0 inode 2804195",
                        "udp 7f000001:9092 7f000001:9090 uid 0 inode 2804197");
        assertThat(decode("proc-net-udp6.txt", TransportProtocol.UDP, AddressFamily.IPV6))
                .containsExactly("udp :::9091 :::0 uid 0 inode 2804196");
    }

    @Test
    void readsTheAddressesOfABigEndianMachine() {
        InetSocket row = new InetSocket();
        ByteBuffer text =
                ascii("   0: 7F000001:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 5 1");
        new ProcNetDecoder("/proc/net/tcp", TransportProtocol.TCP, AddressFamily.IPV4, ByteOrder.BIG_ENDIAN)
                .decode(text, 0, text.limit(), row);
        assertThat(row.localLow).isEqualTo(0x7f000001L);
        assertThat(row.localPort).isEqualTo(8080);
        assertThat(row.inode).isEqualTo(5);
    }

    @Test
    void doesNotKnowWhatTheTextLeavesOut() {
        InetSocket row = decode(LINE);
        assertThat(row.cookie).isZero();
        assertThat(row.v6OnlyKnown).isFalse();
        assertThat(row.queuesKnown).isTrue();
        assertThat(decode(LINE.replace(" 01 0", " 0A 0")).queuesKnown).isFalse();
    }

    @Test
    void readsUidsAndTimeoutsOfAnyWidth() {
        assertThat(decode(LINE.replace("     0        0 2804190", " 4294967294      -12 4294967295")).uid)
                .isEqualTo(-2);
        assertThat(decode(LINE.replace("     0        0 2804190", " 4294967294      -12 4294967295")).inode)
                .isEqualTo(4294967295L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100007F:1F90|0100007f:1F90",
                "0100007F:1F90|0100007F 1F90",
                "0100007F:1F90|00000000000000000000000001000000:1F90",
                " 01 00000000| 0F 00000000",
                " 01 00000000| 1 00000000",
                "2804190|-2804190",
                "2804190|99999999999999999999",
                "   4:|    :",
                "   4:|sl",
            })
    void refusesAnUnknownForm(String change) {
        String[] parts = change.split("\\|", -1);
        assertThatThrownBy(() -> decode(LINE.replaceFirst(parts[0], parts[1])))
                .isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void refusesLinesThatAreCutBeforeTheInode() {
        int end = LINE.indexOf("2804190");
        for (int length = 0; length <= end; length++) {
            String cut = LINE.substring(0, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(MalformedReplyException.class);
        }
        assertThatCode(() -> decode(LINE.substring(0, end + 7))).doesNotThrowAnyException();
    }

    @Test
    void refusesAnythingElse() {
        InetSocket row = new InetSocket();
        ProcNetDecoder decoder = decoder(TransportProtocol.TCP, AddressFamily.IPV6);
        Samples.random(bytes -> decoder.decode(bytes, 0, bytes.limit(), row));
        Samples.random(bytes -> decoder.header(bytes, 0, bytes.limit()));
        Samples.damaged("proc-net-tcp6.txt", bytes -> decoder.decode(bytes, 157, 320, row));
    }
}
