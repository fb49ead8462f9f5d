package io.github.ports4j.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.MacAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.kinfo.KinfoProc;
import io.github.ports4j.macos.libproc.BsdInfo;
import io.github.ports4j.macos.libproc.BsdShortInfo;
import io.github.ports4j.macos.libproc.DescriptorList;
import io.github.ports4j.macos.libproc.KernelControlInfo;
import io.github.ports4j.macos.libproc.SocketInfo;
import io.github.ports4j.macos.libproc.SocketInfoDecoder;
import io.github.ports4j.macos.libproc.UnixSocketInfo;
import io.github.ports4j.macos.network.Link;
import io.github.ports4j.macos.network.LinkDecoder;
import io.github.ports4j.macos.pcb.PcbList;
import io.github.ports4j.macos.pcb.PcbListDecoder;
import io.github.ports4j.macos.socket.InetSocket;
import io.github.ports4j.macos.statistics.CounterTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@link Fixture} decodes to the values that it expects, compared as text by the names in {@code expect}. Kinds: socket_fdinfo,
 * proc_fdinfo_list, proc_bsdinfo, proc_bsdshortinfo, kinfo_proc, pcblist_n, iflist2, tcpstat, udpstat, ipstat, ip6stat.
 */
class FixturesTest {
    /** The states by their numbers. */
    private static final List<TcpState> STATES = List.of(
            TcpState.CLOSED,
            TcpState.LISTEN,
            TcpState.SYN_SENT,
            TcpState.SYN_RECEIVED,
            TcpState.ESTABLISHED,
            TcpState.CLOSE_WAIT,
            TcpState.FIN_WAIT_1,
            TcpState.CLOSING,
            TcpState.LAST_ACK,
            TcpState.FIN_WAIT_2,
            TcpState.TIME_WAIT);

    private static final int INP_IPV6 = 2;

    /** What is not decoded, for nobody needs it; and the vflag, which is told by what it leads to. */
    private static final Set<String> NOT_DECODED = Set.of("vflag", "fi_type", "tcp_tp", "mss", "count", "entries");

    @TestFactory
    Stream<DynamicTest> decodesTo() {
        return Fixture.all().stream().map(fixture -> DynamicTest.dynamicTest(fixture.toString(), () -> check(fixture)));
    }

    private static void check(Fixture fixture) {
        ByteBuffer in = fixture.bytes();
        if (fixture.expect().has("error")) {
            assertThatThrownBy(() -> decode(fixture, in)).isInstanceOf(MalformedReplyException.class);
            if (fixture.expect().has("usable_entries")) {
                int usable = fixture.expect().get("usable_entries").getAsInt() * DescriptorList.ENTRY_SIZE;
                List<Integer> before = new ArrayList<>();
                assertThatThrownBy(() -> DescriptorList.forEachSocket(in, in.limit(), before::add))
                        .isInstanceOf(MalformedReplyException.class);
                List<Integer> whole = new ArrayList<>();
                DescriptorList.forEachSocket(in, usable, whole::add);
                assertThat(before).isEqualTo(whole);
            }
            return;
        }
        compare(fixture.expect(), decode(fixture, in));
    }

    private static void compare(JsonObject expect, Map<String, Object> actual) {
        for (Map.Entry<String, JsonElement> entry : expect.entrySet()) {
            String key = entry.getKey();
            if (!NOT_DECODED.contains(key)) {
                assertThat(actual).as("what is decoded").containsKey(key);
                assertThat(text(actual.get(key))).as(key).isEqualTo(expected(key, entry.getValue()));
            }
        }
    }

    private static Map<String, Object> decode(Fixture fixture, ByteBuffer in) {
        return switch (fixture.kind()) {
            case "socket_fdinfo" -> socket(in);
            case "proc_fdinfo_list" -> descriptors(in);
            case "proc_bsdinfo" -> bsdInfo(BsdInfo.decode(in, in.limit()));
            case "proc_bsdshortinfo" -> bsdShortInfo(BsdShortInfo.decode(in, in.limit()));
            case "kinfo_proc" -> kinfo(KinfoProc.decode(in, in.limit()).orElseThrow());
            case "pcblist_n" -> pcbs(fixture, in);
            case "iflist2" -> links(fixture, LinkDecoder.decode(in, in.limit()));
            case "tcpstat" -> counters(CounterTable.TCP, in);
            case "udpstat" -> counters(CounterTable.UDP, in);
            case "ipstat" -> counters(CounterTable.IP, in);
            case "ip6stat" -> counters(CounterTable.IP6, in);
            default -> throw new AssertionError("no decoder for " + fixture.kind());
        };
    }

    private static Map<String, Object> socket(ByteBuffer in) {
        SocketInfo info = new SocketInfo();
        SocketInfoDecoder.decode(in, in.limit(), info);
        Map<String, Object> values = new HashMap<>();
        values.put("openflags", info.openFlags);
        values.put("status", info.status);
        values.put("so", Long.toUnsignedString(info.inet.so));
        values.put("pcb", Long.toUnsignedString(info.pcb));
        values.put("type", info.type);
        values.put("protocol", info.protocol);
        values.put("family", info.domain);
        values.put("state_bits", info.stateBits);
        values.put("soi_kind", info.kind);
        values.put("options", info.inet.options);
        values.put("qlen", info.inet.queued);
        values.put("incqlen", info.inet.incomplete);
        values.put("qlimit", info.inet.backlog);
        values.put("rcv_cc", info.inet.receiveBytes);
        values.put("snd_cc", info.inet.sendBytes);
        if (info.hasEnds) {
            values.putAll(ends(info.inet));
            values.put("effective_ip_version", info.inet.family == AddressFamily.IPV4 ? 4 : 6);
            values.put("dual_stack_wildcard", info.inet.dualStack);
            boolean tcp = info.inet.protocol == TransportProtocol.TCP;
            assertThat(tcp).isEqualTo(info.kind == SocketInfo.SOCKINFO_TCP);
            assertThat(info.inet.protocol == TransportProtocol.UDP)
                    .isEqualTo(info.kind == SocketInfo.SOCKINFO_IN && info.protocol == 17);
        } else if (info.kind > SocketInfo.SOCKINFO_VSOCK) {
            values.put("decoded", "unknown kind, no addresses");
        }
        if (info.kind == SocketInfo.SOCKINFO_UN) {
            UnixSocketInfo unix = UnixSocketInfo.decode(in, in.limit());
            values.put("path", unix.path().orElse("null"));
            values.put("peer_path", unix.peerPath().orElse("null"));
            values.put("conn_pcb", unix.peerPcb());
        }
        if (info.kind == SocketInfo.SOCKINFO_KERN_CTL) {
            KernelControlInfo control = KernelControlInfo.decode(in, in.limit());
            values.put("ctl_name", control.name());
            values.put("ctl_id", control.id());
            values.put("ctl_unit", control.unit());
        }
        return values;
    }

    private static Map<String, Object> ends(InetSocket socket) {
        Map<String, Object> values = new HashMap<>();
        values.put("local_addr", address(socket.family, socket.localHigh, socket.localLow));
        values.put("local_port", socket.localPort);
        values.put("remote_addr", address(socket.family, socket.remoteHigh, socket.remoteLow));
        values.put("remote_port", socket.remotePort);
        values.put("scope_id", socket.scope);
        if (socket.state != null) {
            values.put("tcp_state", STATES.indexOf(socket.state));
        }
        return values;
    }

    private static Map<String, Object> descriptors(ByteBuffer in) {
        List<Integer> sockets = new ArrayList<>();
        DescriptorList.forEachSocket(in, in.limit(), sockets::add);
        return Map.of("socket_fds", sockets);
    }

    private static Map<String, Object> bsdInfo(BsdInfo info) {
        Map<String, Object> values = new HashMap<>();
        values.put("flags", info.flags());
        values.put("status", info.status());
        values.put("pid", info.pid());
        values.put("ppid", info.parent());
        values.put("uid", info.uid());
        values.put("ruid", info.realUid());
        values.put("gid", info.gid());
        values.put("nfiles", info.files());
        values.put("pgid", info.group());
        values.put("nice", info.nice());
        values.put("start_sec", info.startSeconds());
        values.put("start_usec", info.startMicros());
        values.put("start_epoch_micros", info.startSeconds() * 1_000_000 + info.startMicros());
        values.put("name_hex", info.name());
        values.put("comm", info.command());
        return values;
    }

    private static Map<String, Object> bsdShortInfo(BsdShortInfo info) {
        return Map.of(
                "pid", info.pid(),
                "ppid", info.parent(),
                "pgid", info.group(),
                "status", info.status(),
                "comm", info.command(),
                "flags", info.flags(),
                "uid", info.uid(),
                "ruid", info.realUid(),
                "svuid", info.savedUid());
    }

    private static Map<String, Object> kinfo(KinfoProc process) {
        Map<String, Object> values = new HashMap<>();
        values.put("start_sec", process.startSeconds());
        values.put("start_usec", process.startMicros());
        values.put("flags", process.flags());
        values.put("status", process.status());
        values.put("pid", process.pid());
        values.put("ppid", process.parent());
        values.put("sigignore", process.ignored());
        values.put("sigcatch", process.caught());
        values.put("comm", process.command());
        values.put("uid", process.effectiveUid());
        values.put("ruid", process.realUid());
        return values;
    }

    private static Map<String, Object> pcbs(Fixture fixture, ByteBuffer in) {
        JsonElement protocol = fixture.expect().get("protocol");
        boolean udp = protocol != null && protocol.getAsString().equals("udp");
        JsonArray expected = fixture.expect().has("sockets")
                ? fixture.expect().get("sockets").getAsJsonArray()
                : new JsonArray();
        int[] next = {0};
        PcbList list = PcbListDecoder.decode(
                in, in.limit(), udp ? TransportProtocol.UDP : TransportProtocol.TCP, new InetSocket(), socket -> {
                    if (next[0] < expected.size()) {
                        check(socket, expected.get(next[0]).getAsJsonObject());
                    }
                    next[0]++;
                });
        assertThat(list.sockets()).isEqualTo(next[0]);
        if (fixture.expect().has("sockets")) {
            assertThat(next[0]).as("sockets").isEqualTo(expected.size());
            assertThat(list.truncated()).as("truncated").isFalse();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("protocol", udp ? "udp" : "tcp");
        values.put("header_count", list.promised());
        values.put("header_gen", list.generation());
        values.put("trailer_gen", list.laterGeneration());
        values.put("changed_during_snapshot", list.changed());
        values.put("sockets", expected);
        values.put("complete_sockets", list.sockets());
        values.put("truncated", list.truncated());
        return values;
    }

    private static void check(InetSocket socket, JsonObject expect) {
        Map<String, Object> values = ends(socket);
        values.put("last_pid", socket.lastPid);
        values.put("e_pid", socket.effectivePid);
        values.put("uid", socket.uid);
        values.put("so", Long.toUnsignedString(socket.so));
        values.put("rcv_cc", socket.receiveBytes);
        values.put("snd_cc", socket.sendBytes);
        values.put("userland_flow", socket.userlandFlow);
        values.put("family", expect.get("family")); // told by what it leads to, below
        compare(expect, values);
        int vflag = expect.get("vflag").getAsInt();
        assertThat(socket.family).isEqualTo((vflag & INP_IPV6) != 0 ? AddressFamily.IPV6 : AddressFamily.IPV4);
        assertThat(socket.dualStack)
                .isEqualTo(vflag == 3 && expect.get("local_addr").getAsString().equals("::"));
        assertThat(socket.ownerTold).isTrue();
    }

    private static Map<String, Object> links(Fixture fixture, List<Link> links) {
        Map<String, Object> values = new HashMap<>();
        JsonArray expected = fixture.expect().get("interfaces").getAsJsonArray();
        assertThat(links).hasSameSizeAs(expected);
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            Map<String, Object> actual = new HashMap<>();
            actual.put("index", link.index());
            actual.put("name", link.name());
            actual.put("type", link.type());
            actual.put("mtu", link.mtu());
            actual.put("baudrate", link.speed().orElse(0));
            actual.put("mac", link.mac().map(MacAddress::toString).orElse("null"));
            actual.put("ipackets", link.stats().rxPackets());
            actual.put("ierrors", link.stats().rxErrors());
            actual.put("opackets", link.stats().txPackets());
            actual.put("oerrors", link.stats().txErrors());
            actual.put("ibytes", link.stats().rxBytes());
            actual.put("obytes", link.stats().txBytes());
            compare(expected.get(i).getAsJsonObject(), actual);
        }
        values.put("interfaces", expected);
        return values;
    }

    private static Map<String, Object> counters(CounterTable table, ByteBuffer in) {
        return new HashMap<>(table.decode(in, in.limit(), false).orElseThrow());
    }

    private static String address(AddressFamily family, long high, long low) {
        ByteBuffer bytes = ByteBuffer.allocate(16).putLong(0, high).putLong(8, low);
        byte[] address = family == AddressFamily.IPV6 ? bytes.array() : Arrays.copyOfRange(bytes.array(), 12, 16);
        try {
            return InternetAddress.format(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a name the bytes are told, for it may end in the middle of a character. */
    private static String expected(String key, JsonElement value) {
        return key.equals("name_hex")
                ? new String(HexFormat.of().parseHex(value.getAsString()), StandardCharsets.UTF_8)
                        .replaceFirst("\ufffd$", "")
                : text(value);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof JsonElement json) {
            return json.isJsonPrimitive() ? json.getAsString() : json.toString();
        }
        return value instanceof List<?> list ? list.toString().replace(" ", "") : String.valueOf(value);
    }
}
