package io.github.ports4j.macos.statistics;

import static io.github.ports4j.macos.statistics.Counter.mib;
import static io.github.ports4j.macos.statistics.Counter.own;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The structures of counters, each the answer of one sysctl. A counter that means what a MIB says has the name of the MIB, and they
 * stand first; the others have the kernel's own name, which is never a MIB's. Only what is in the same place in each release is here.
 *
 * @see "netinet/tcp_var.h, netinet/udp_var.h, netinet/ip_var.h, netinet6/ip6_var.h, macOS 10.15 to 15.6"
 */
public final class CounterTable {
    /** {@code struct tcpstat}; macOS 26 took out what was at 200. */
    public static final CounterTable TCP = new CounterTable(
            StatisticsProtocol.TCP,
            "net.inet.tcp.stats",
            Integer.SIZE,
            mib("ActiveOpens", "tcps_connattempt", 0),
            mib("PassiveOpens", "tcps_accepts", 4),
            mib("RetransSegs", "tcps_sndrexmitpack", 72),
            mib("InSegs", "tcps_rcvtotal", 100),
            mib("InCsumErrors", "tcps_rcvbadsum", 112),
            own("tcps_connects", 8),
            own("tcps_drops", 12),
            own("tcps_conndrops", 16),
            own("tcps_closed", 20),
            own("tcps_segstimed", 24),
            own("tcps_rttupdated", 28),
            own("tcps_delack", 32),
            own("tcps_timeoutdrop", 36),
            own("tcps_rexmttimeo", 40),
            own("tcps_persisttimeo", 44),
            own("tcps_keeptimeo", 48),
            own("tcps_keepprobe", 52),
            own("tcps_keepdrops", 56),
            own("tcps_sndtotal", 60),
            own("tcps_sndpack", 64),
            own("tcps_sndbyte", 68),
            own("tcps_sndrexmitbyte", 76),
            own("tcps_sndacks", 80),
            own("tcps_sndprobe", 84),
            own("tcps_sndurg", 88),
            own("tcps_sndwinup", 92),
            own("tcps_sndctrl", 96),
            own("tcps_rcvpack", 104),
            own("tcps_rcvbyte", 108),
            own("tcps_rcvbadoff", 116),
            own("tcps_rcvmemdrop", 120),
            own("tcps_rcvshort", 124),
            own("tcps_rcvduppack", 128),
            own("tcps_rcvdupbyte", 132),
            own("tcps_rcvpartduppack", 136),
            own("tcps_rcvpartdupbyte", 140),
            own("tcps_rcvoopack", 144),
            own("tcps_rcvoobyte", 148),
            own("tcps_rcvpackafterwin", 152),
            own("tcps_rcvbyteafterwin", 156),
            own("tcps_rcvafterclose", 160),
            own("tcps_rcvwinprobe", 164),
            own("tcps_rcvdupack", 168),
            own("tcps_rcvacktoomuch", 172),
            own("tcps_rcvackpack", 176),
            own("tcps_rcvackbyte", 180),
            own("tcps_rcvwinupd", 184),
            own("tcps_pawsdrop", 188),
            own("tcps_predack", 192),
            own("tcps_preddat", 196));

    /** {@code struct udpstat}; counts IPv4 and IPv6 together. */
    public static final CounterTable UDP = new CounterTable(
            StatisticsProtocol.UDP,
            "net.inet.udp.stats",
            Integer.SIZE,
            mib("InCsumErrors", "udps_badsum", 8),
            mib("NoPorts", "udps_noport", 16),
            mib("RcvbufErrors", "udps_fullsock", 24),
            mib("OutDatagrams", "udps_opackets", 36),
            own("udps_ipackets", 0),
            own("udps_hdrops", 4),
            own("udps_badlen", 12),
            own("udps_noportbcast", 20),
            own("udpps_pcbcachemiss", 28),
            own("udpps_pcbhashmiss", 32),
            own("udps_fastout", 40),
            own("udps_nosum", 44),
            own("udps_noportmcast", 48),
            own("udps_filtermcast", 52));

    /** {@code struct ipstat}. */
    public static final CounterTable IP = new CounterTable(
            StatisticsProtocol.IP,
            "net.inet.ip.stats",
            Integer.SIZE,
            mib("InReceives", "ips_total", 0),
            mib("InCsumErrors", "ips_badsum", 4),
            mib("ReasmReqds", "ips_fragments", 24),
            mib("ForwDatagrams", "ips_forward", 36),
            mib("InUnknownProtos", "ips_noproto", 52),
            mib("InDelivers", "ips_delivered", 56),
            mib("OutRequests", "ips_localout", 60),
            mib("OutDiscards", "ips_odropped", 64),
            mib("ReasmOKs", "ips_reassembled", 68),
            mib("FragOKs", "ips_fragmented", 72),
            mib("FragCreates", "ips_ofragments", 76),
            mib("FragFails", "ips_cantfrag", 80),
            mib("OutNoRoutes", "ips_noroute", 88),
            own("ips_tooshort", 8),
            own("ips_toosmall", 12),
            own("ips_badhlen", 16),
            own("ips_badlen", 20),
            own("ips_fragdropped", 28),
            own("ips_fragtimeout", 32),
            own("ips_fastforward", 40),
            own("ips_cantforward", 44),
            own("ips_redirectsent", 48),
            own("ips_badoptions", 84),
            own("ips_badvers", 92),
            own("ips_rawout", 96));

    /** {@code struct ip6stat}. */
    public static final CounterTable IP6 = new CounterTable(
            StatisticsProtocol.IP6,
            "net.inet6.ip6.stats",
            Long.SIZE,
            mib("InReceives", "ip6s_total", 0),
            mib("ReasmReqds", "ip6s_fragments", 24),
            mib("OutForwDatagrams", "ip6s_forward", 56),
            mib("InDelivers", "ip6s_delivered", 80),
            mib("OutRequests", "ip6s_localout", 88),
            mib("OutDiscards", "ip6s_odropped", 96),
            mib("ReasmOKs", "ip6s_reassembled", 104),
            mib("FragOKs", "ip6s_fragmented", 120),
            mib("FragCreates", "ip6s_ofragments", 128),
            mib("FragFails", "ip6s_cantfrag", 136),
            mib("OutNoRoutes", "ip6s_noroute", 152),
            own("ip6s_tooshort", 8),
            own("ip6s_toosmall", 16),
            own("ip6s_fragdropped", 32),
            own("ip6s_fragtimeout", 40),
            own("ip6s_fragoverflow", 48),
            own("ip6s_cantforward", 64),
            own("ip6s_redirectsent", 72),
            own("ip6s_badoptions", 144),
            own("ip6s_badvers", 160),
            own("ip6s_rawout", 168),
            own("ip6s_badscope", 176),
            own("ip6s_notmember", 184));

    /** All of them. */
    public static final List<CounterTable> ALL = List.of(TCP, UDP, IP, IP6);

    private final StatisticsProtocol protocol;
    private final String sysctl;
    private final int bits;
    private final List<Counter> counters;

    private CounterTable(StatisticsProtocol protocol, String sysctl, int bits, Counter... counters) {
        this.protocol = protocol;
        this.sysctl = sysctl;
        this.bits = bits;
        this.counters = List.of(counters);
    }

    /** Of which protocol. */
    public StatisticsProtocol protocol() {
        return protocol;
    }

    /** The name of the sysctl that answers it. */
    public String sysctl() {
        return sysctl;
    }

    /** After how many bits the counters begin again with 0: 32 or 64. */
    public int bits() {
        return bits;
    }

    /** The table of this protocol; empty if there is none. */
    public static Optional<CounterTable> of(StatisticsProtocol protocol) {
        return ALL.stream().filter(table -> table.protocol == protocol).findFirst();
    }

    /** The counters. */
    List<Counter> counters() {
        return counters;
    }

    /**
     * The values by their names, in the order of this table, unsigned.
     *
     * @param length what the sysctl stored, in bytes: any that has all of these counters will do
     * @param root whether root asked: for anybody else the kernel answers zeros for TCP
     * @return empty if they are kept from the caller
     * @throws MalformedReplyException if not all of the counters are there
     */
    public Optional<Map<String, Long>> decode(ByteBuffer in, int length, boolean root) {
        int size = bits / Byte.SIZE;
        Map<String, Long> values = new LinkedHashMap<>();
        long any = 0;
        for (Counter counter : counters) {
            ByteCursor value = new ByteCursor(in, 0, length);
            value.require(counter.offset() + size, counter.kernelName()).skip(counter.offset());
            long count = bits == Integer.SIZE ? value.u32() : value.u64();
            values.put(counter.name(), count);
            any |= count;
        }
        boolean hidden = protocol == StatisticsProtocol.TCP && !root && any == 0;
        return hidden ? Optional.empty() : Optional.of(values);
    }
}
