package io.github.ports4j.linux.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.Rows;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.linux.netlink.NetlinkReply;
import io.github.ports4j.linux.socket.InetSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InetDiagDecoderTest {
    private static final int SEQUENCE = 7;

    private static List<String> decode(ByteBuffer datagram, TransportProtocol protocol) {
        return decode(datagram, protocol, new NetlinkReply.Outcome());
    }

    private static List<String> decode(ByteBuffer datagram, TransportProtocol protocol, NetlinkReply.Outcome outcome) {
        List<String> rows = new ArrayList<>();
        InetSocket row = new InetSocket();
        NetlinkReply.decode(
                datagram,
                SEQUENCE,
                (type, in, start, end) -> {
                    InetDiagDecoder.decode(in, start, end, protocol, row);
                    rows.add(Rows.text(row));
                },
                outcome);
        return rows;
    }

    @Test
    void readsTcpOfBothFamilies() {
        assertThat(decode(Samples.of("tcp-compat-0.bin"), TransportProtocol.TCP))
                .containsExactly(
                        "tcp :::8083 :::0 LISTEN uid 0 inode 2804186 queues 0 10",
                        "tcp :::8081 :::0 LISTEN uid 0 inode 2804184 dual queues 1 8",
                        "tcp 7f000001:8085 00000000:0 LISTEN uid 65534 inode 2804188 queues 0 5",
                        "tcp 7f000001:8080 00000000:0 LISTEN uid 0 inode 2804183 queues 0 7",
                        "tcp ::1:8082 :::0 LISTEN uid 0 inode 2804185 queues 1 9",
                        "tcp 7f000001:8084 00000000:0 CLOSED uid 0 inode 2804187",
                        "tcp 7f000001:40000 7f000001:8080 ESTABLISHED uid 0 inode 2804189 queues 0 0",
                        "tcp 7f000001:40002 7f000001:8080 TIME_WAIT",
                        "tcp 7f000001:8080 7f000001:40000 ESTABLISHED uid 0 inode 2804190 queues 5 0",
                        "tcp ::1:40001 ::1:8082 ESTABLISHED uid 0 inode 2804191 queues 0 0",
                        "tcp ::ffff7f000001:8081 ::ffff7f000001:40003 ESTABLISHED queues 0 0",
                        "tcp ::ffff7f000001:40003 ::ffff7f000001:8081 ESTABLISHED uid 0 inode 2804194 queues 0 0",
                        "tcp ::1:8082 ::1:40001 ESTABLISHED queues 0 0");
    }

    @Test
    void readsUdp() {
        assertThat(decode(Samples.of("udp4-0.bin"), TransportProtocol.UDP))
                .containsExactly(
                        "udp 7f000001:9090 00000000:0 uid 0 inode 2804195",
                        "udp 7f000001:9092 7f000001:9090 uid 0 inode 2804197");
        assertThat(decode(Samples.of("udp6-0.bin"), TransportProtocol.UDP))
                .containsExactly("udp :::9091 :::0 uid 0 inode 2804196 dual");
    }

    @Test
    void endsWithTheDumpAndItsError() {
        NetlinkReply.Outcome done = new NetlinkReply.Outcome();
        assertThat(decode(Samples.of("tcp-compat-1.bin"), TransportProtocol.TCP, done))
                .isEmpty();
        assertThat(done.done).isTrue();
        assertThat(done.errno).isZero();

        NetlinkReply.Outcome refused = new NetlinkReply.Outcome();
        assertThat(decode(Samples.of("unspec-refused-0.bin"), TransportProtocol.TCP, refused))
                .isEmpty();
        assertThat(refused.done).isTrue();
        assertThat(refused.errno).isEqualTo(2);
    }

    @Test
    void refusesWhatIsCut() {
        List<String> whole = decode(Samples.of("tcp-compat-0.bin"), TransportProtocol.TCP);
        int[] whereMessagesEnd = {0};
        Samples.cut("tcp-compat-0.bin", cut -> {
            try {
                List<String> some = decode(cut, TransportProtocol.TCP);
                assertThat(some).isEqualTo(whole.subList(0, some.size()));
                whereMessagesEnd[0]++;
            } catch (MalformedReplyException e) {
                assertThat(e.needed()).isGreaterThan(e.had());
            }
        });
        assertThat(whereMessagesEnd[0]).isEqualTo(whole.size());
    }

    @Test
    void refusesAnythingElse() {
        Samples.random(bytes -> {
            InetDiagDecoder.decode(bytes, 0, bytes.limit(), TransportProtocol.TCP, new InetSocket());
            InetDiagDecoder.decode(bytes, 0, bytes.limit(), TransportProtocol.UDP, new InetSocket());
        });
        Samples.random(bytes -> decode(bytes, TransportProtocol.TCP));
        Samples.damaged("tcp-compat-0.bin", bytes -> decode(bytes, TransportProtocol.TCP));
        Samples.damaged("udp6-0.bin", bytes -> decode(bytes, TransportProtocol.UDP));
    }

    @Test
    void refusesAnUnknownFamilyAndState() {
        byte[] bytes = Samples.bytes("tcp-compat-0.bin");
        bytes[NetlinkReply.NLMSG_HDRLEN + InetDiagDecoder.IDIAG_FAMILY] = 1;
        assertThatThrownBy(() -> decode(Samples.of(bytes), TransportProtocol.TCP))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("idiag_family 1");
        byte[] others = Samples.bytes("tcp-compat-0.bin");
        others[NetlinkReply.NLMSG_HDRLEN + InetDiagDecoder.IDIAG_STATE] = 14;
        assertThatThrownBy(() -> decode(Samples.of(others), TransportProtocol.TCP))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("TCP state 14");
    }
}
