package io.github.ports4j.macos.standin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.MacosProvider;
import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standin")
class StandInSysctlIT {
    private static final DarwinLayouts LAYOUTS = DarwinMemory.LAYOUTS;

    @BeforeEach
    void load() {
        StandIn.load().reset();
    }

    @Test
    void tellsTheVersion() {
        assertThat(new String(byName("kern.osproductversion", 100), UTF_8)).isEqualTo("15.6\0");
        assertThat(errnoByName("kern.osproductversion", 4)).isEqualTo(LAYOUTS.constant("ENOMEM"));
        assertThat(errnoByName("kern.nothing", 4)).isEqualTo(LAYOUTS.constant("ENOENT"));
    }

    @Test
    void tellsTheBoot() throws IOException {
        String id = Files.readAllLines(Path.of("/proc/sys/kernel/random/boot_id"))
                .get(0)
                .toUpperCase(Locale.ROOT);
        assertThat(new String(byName("kern.bootsessionuuid", 100), UTF_8)).isEqualTo(id + "\0");
        assertThat(new MacosProvider().packetFilter().bootId()).isEqualTo(id);
    }

    @Test
    void tellsThePortRange() throws IOException {
        String[] range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                .get(0) // not by readString(), which reads one byte first: all that such a file gives then
                .split("\\s+", 2);
        assertThat(byName("net.inet.ip.portrange.first", 100)).isEqualTo(int32(Integer.parseInt(range[0])));
        assertThat(byName("net.inet.ip.portrange.last", 100)).isEqualTo(int32(Integer.parseInt(range[1])));
    }

    @Test
    void aProcessThatIsGoneIsAnEmptyAnswer() {
        try (Child child = Child.sleeping()) {
            assertThat(processByNumber(child.pid()).text(0, "kinfo_proc", "kp_proc.p_comm"))
                    .isEqualTo("sleep");
            child.end();
            assertThat(byNumbers(1000, 1, 14, 1, child.pid())).isEmpty();
        }
    }

    @Test
    void signalsThatAreIgnoredHaveDarwinsNumbers() throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "trap '' USR1; trap : CHLD; echo; read line").start();
        try {
            assertThat(shell.getInputStream().read()).isEqualTo('\n');
            DarwinMemory info = processByNumber((int) shell.pid());
            assertThat(info.number(0, "kinfo_proc", "kp_proc.p_sigignore") >> (30 - 1) & 1)
                    .isEqualTo(1);
            assertThat(info.number(0, "kinfo_proc", "kp_proc.p_sigcatch") >> (20 - 1) & 1)
                    .isEqualTo(1);
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void listsAllProcessesAsAnArray() {
        byte[] all = byNumbers(1 << 20, 1, 14, 0);
        assertThat(all.length % LAYOUTS.size("kinfo_proc")).isZero();
        assertThat(byNumbers(0, 1, 14, 0)).isEmpty(); // ENOMEM, and no whole one fits
    }

    @Test
    void argumentsComeAfterTheExecutable() {
        try (Child child = Child.sleeping()) {
            byte[] bytes = byNumbers(4096, 1, 49, child.pid());
            assertThat(bytes).startsWith(int32(2));
            String text = new String(bytes, Integer.BYTES, bytes.length - Integer.BYTES, UTF_8);
            List<String> parts = List.of(text.split("\0+", -1));
            assertThat(parts.get(0)).startsWith("/");
            assertThat(parts.subList(1, 3)).containsExactly("sleep", "60");
        }
        int errno = OtherUser.call(() -> {
            assertThat(byNumbers(4096, 1, 49, 1)).isEmpty();
            return LibSystem.errno();
        });
        assertThat(errno).isEqualTo(LAYOUTS.constant("EINVAL"));
    }

    @Test
    void tcpCountersAreZeroForAllButRoot() {
        int total = LAYOUTS.member("tcpstat", "tcps_rcvtotal").offset();
        byte[][] answer = new byte[1][];
        OtherUser.call(() -> {
            answer[0] = byName("net.inet.tcp.stats", 4096);
            return 0;
        });
        assertThat(answer[0]).hasSize(LAYOUTS.size("tcpstat")).containsOnly(0);
        assertThat(byName("net.inet.tcp.stats", total)).hasSize(total); // a short buffer is no failure
    }

    @Test
    void udpCountersAreThoseOfLinux() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/net/snmp")).stream()
                .filter(line -> line.startsWith("Udp: "))
                .toList();
        int index = List.of(lines.get(0).split(" ", -1)).indexOf("OutDatagrams");
        long before = Long.parseLong(lines.get(1).split(" ", -1)[index]);
        DarwinMemory stat = DarwinMemory.of("udpstat");
        stat.put(0, byName("net.inet.udp.stats", stat.size()));
        assertThat(stat.number(0, "udpstat", "udps_opackets") & 0xffffffffL)
                .isGreaterThanOrEqualTo(before & 0xffffffffL);
    }

    @Test
    void interfacesAreAmongMessagesOfOtherKinds() {
        DarwinMemory list = new DarwinMemory(1 << 16);
        byte[] bytes = byNumbers(list.size(), 4, 17, 0, 0, 6, 0);
        list.put(0, bytes);
        long loopbackMtu = 0;
        int others = 0;
        for (int at = 0; at < bytes.length; at += (int) list.number(at, "if_msghdr2", "ifm_msglen")) {
            if (list.number(at, "if_msghdr2", "ifm_type") != 0x12) {
                others++;
            } else if (list.number(at, "if_msghdr2", "ifm_index") == 1) {
                loopbackMtu = list.number(at, "if_msghdr2", "ifm_data.ifi_mtu");
            }
        }
        assertThat(loopbackMtu).isEqualTo(65536);
        assertThat(others).isPositive();
    }

    // ---- calls ----

    /** {@code KERN_PROC_PID}. */
    static DarwinMemory processByNumber(int pid) {
        DarwinMemory info = DarwinMemory.of("kinfo_proc");
        info.put(0, byNumbers(info.size(), 1, 14, 1, pid));
        return info;
    }

    /** What was stored. */
    static byte[] byName(String name, int room) {
        DarwinMemory value = new DarwinMemory(room);
        DarwinMemory length = new DarwinMemory(Long.BYTES);
        length.putInt64(0, room);
        LibSystem.sysctlbyname(DarwinMemory.text(name).address(), value.address(), length.address(), 0, 0);
        return value.bytes(0, (int) length.int64(0));
    }

    private static int errnoByName(String name, int room) {
        DarwinMemory value = new DarwinMemory(room);
        DarwinMemory length = new DarwinMemory(Long.BYTES);
        length.putInt64(0, room);
        int answer = LibSystem.sysctlbyname(DarwinMemory.text(name).address(), value.address(), length.address(), 0, 0);
        return answer == 0 ? 0 : LibSystem.errno();
    }

    private static byte[] byNumbers(int room, int... numbers) {
        DarwinMemory name = new DarwinMemory(numbers.length * Integer.BYTES);
        for (int i = 0; i < numbers.length; i++) {
            name.putInt32(i * Integer.BYTES, numbers[i]);
        }
        DarwinMemory value = new DarwinMemory(Math.max(room, 1));
        DarwinMemory length = new DarwinMemory(Long.BYTES);
        length.putInt64(0, room);
        int answer = LibSystem.sysctl(name.address(), numbers.length, value.address(), length.address(), 0, 0);
        boolean stored = answer == 0 || LibSystem.errno() == LAYOUTS.constant("ENOMEM");
        return stored ? value.bytes(0, (int) length.int64(0)) : new byte[0];
    }

    private static byte[] int32(int number) {
        DarwinMemory memory = new DarwinMemory(Integer.BYTES);
        memory.putInt32(0, number);
        return memory.bytes(0, Integer.BYTES);
    }
}
