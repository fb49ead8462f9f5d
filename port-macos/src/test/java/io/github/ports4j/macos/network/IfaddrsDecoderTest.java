package io.github.ports4j.macos.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IfaddrsDecoderTest {
    private static final int CHAINS = 1_000_000;
    private static final int BROADCAST = Layouts.constant("IFF_BROADCAST");
    private static final int POINTOPOINT = Layouts.constant("IFF_POINTOPOINT");

    private final FakeMemory memory = new FakeMemory();
    private final List<Struct> entries = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Struct in(String address) {
        return new Struct("sockaddr_in")
                .put("sin_len", 16)
                .put("sin_family", Layouts.constant("AF_INET"))
                .put("sin_addr", bytes(address));
    }

    private static Struct in6(String address, int scope) {
        return new Struct("sockaddr_in6")
                .put("sin6_len", 28)
                .put("sin6_family", Layouts.constant("AF_INET6"))
                .put("sin6_addr", bytes(address))
                .put("sin6_scope_id", scope);
    }

    private static byte[] dl(int index) {
        return new Struct("sockaddr_dl")
                .put("sdl_len", 20)
                .put("sdl_family", Layouts.constant("AF_LINK"))
                .put("sdl_index", index)
                .bytes();
    }

    /** Bytes from the start of a sockaddr, as many as are there. */
    private static byte[] some(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private Struct entry(String name, int flags, byte[] address) {
        Struct entry = new Struct("ifaddrs")
                .put("ifa_name", memory.put((name + "\0").getBytes(UTF_8)))
                .put("ifa_flags", flags)
                .put("ifa_addr", memory.put(address));
        entries.add(entry);
        return entry;
    }

    /** Puts the entries into memory, the last first; returns the address of the first. */
    private long chain() {
        long next = 0;
        List<Struct> backwards = new ArrayList<>(entries);
        Collections.reverse(backwards);
        for (Struct entry : backwards) {
            next = memory.put(entry.put("ifa_next", next));
            addresses.add(next);
        }
        return next;
    }

    private List<LinkAddress> decode() {
        return IfaddrsDecoder.decode(memory, chain());
    }

    private LinkAddress only() {
        List<LinkAddress> all = decode();
        assertThat(all).hasSize(1);
        entries.clear();
        return all.get(0);
    }

    @Test
    void fieldsAreWhereTheHeadersHaveThem() {
        assertThat(Layouts.sizes("ifaddrs")).containsExactly(IfaddrsDecoder.SIZE);
        assertThat(IfaddrsDecoder.IFA_NEXT).isEqualTo(Layouts.offset("ifaddrs", "ifa_next"));
        assertThat(IfaddrsDecoder.IFA_NAME).isEqualTo(Layouts.offset("ifaddrs", "ifa_name"));
        assertThat(IfaddrsDecoder.IFA_FLAGS).isEqualTo(Layouts.offset("ifaddrs", "ifa_flags"));
        assertThat(IfaddrsDecoder.IFA_ADDR).isEqualTo(Layouts.offset("ifaddrs", "ifa_addr"));
        assertThat(IfaddrsDecoder.IFA_NETMASK).isEqualTo(Layouts.offset("ifaddrs", "ifa_netmask"));
        assertThat(IfaddrsDecoder.IFA_DSTADDR).isEqualTo(Layouts.offset("ifaddrs", "ifa_dstaddr"));
        assertThat(IfaddrsDecoder.IF_NAMESIZE).isEqualTo(Layouts.constant("IF_NAMESIZE"));
        assertThat(Sockaddr.SIN_ADDR).isEqualTo(Layouts.offset("sockaddr_in", "sin_addr"));
        assertThat(Sockaddr.SIN6_ADDR).isEqualTo(Layouts.offset("sockaddr_in6", "sin6_addr"));
        assertThat(Sockaddr.SIN6_SCOPE_ID).isEqualTo(Layouts.offset("sockaddr_in6", "sin6_scope_id"));
        assertThat(Sockaddr.SDL_INDEX).isEqualTo(Layouts.offset("sockaddr_dl", "sdl_index"));
        assertThat(Sockaddr.AF_INET).isEqualTo(Layouts.constant("AF_INET"));
        assertThat(Sockaddr.AF_INET6).isEqualTo(Layouts.constant("AF_INET6"));
        assertThat(Sockaddr.AF_LINK).isEqualTo(Layouts.constant("AF_LINK"));
    }

    @Test
    void readsAChain() throws UnknownHostException {
        entry("lo0", 0x8049, dl(1));
        // as the kernel cuts it: 5 bytes of family 0 for 255.0.0.0
        entry("lo0", 0x8049, in("127.0.0.1").bytes())
                .put("ifa_netmask", memory.put(some(5, 0, 0, 0, 0xff)))
                .put("ifa_dstaddr", memory.put(in("127.0.0.1")));
        entry("lo0", 0x8049, in6("::1", 0).bytes())
                .put("ifa_netmask", memory.put(in6("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 0)));
        entry("en0", 0x8863, dl(14));
        entry("en0", 0x8863, in6("fe80::1", 14).bytes())
                .put("ifa_netmask", memory.put(in6("ffff:ffff:ffff:ffff::", 0)));
        entry("en0", 0x8863, in("192.0.2.7").bytes())
                .put("ifa_netmask", memory.put(some(7, 0, 0, 0, 0xff, 0xff, 0xff)))
                .put("ifa_dstaddr", memory.put(in("192.0.2.255")));
        entry("utun0", 0x8051, in("10.8.0.2").bytes())
                .put("ifa_netmask", memory.put(in("255.255.255.255")))
                .put("ifa_dstaddr", memory.put(in("10.8.0.1")));
        List<LinkAddress> all = decode();
        assertThat(all)
                .extracting(it -> it.interfaceName() + " " + it.index() + " "
                        + it.address().getHostAddress() + "/" + it.prefixLength()
                        + it.broadcast().map(b -> " brd " + b.getHostAddress()).orElse("")
                        + it.peer().map(p -> " peer " + p.getHostAddress()).orElse(""))
                .containsExactly(
                        "lo0 1 127.0.0.1/8",
                        "lo0 1 0:0:0:0:0:0:0:1/128",
                        "en0 14 fe80:0:0:0:0:0:0:1%14/64",
                        "en0 14 192.0.2.7/24 brd 192.0.2.255",
                        "utun0 0 10.8.0.2/32 peer 10.8.0.1");
        assertThat(all.get(3).broadcast()).contains((Inet4Address) InetAddress.getByName("192.0.2.255"));
    }

    @Test
    void netmasksAreAsLongAsTheyAre() {
        int[][] masks = {
            {0},
            {4, 0, 0, 0},
            {5, 0, 0, 0, 0x80},
            {8, 2, 0, 0, 0xff, 0xff, 0xfe, 0},
            {16, 0xff, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 1, 1, 1, 1, 1, 1, 1}
        };
        int[] lengths = {0, 0, 1, 23, 32};
        for (int i = 0; i < masks.length; i++) {
            entry("en0", 0, in("192.0.2.7").bytes()).put("ifa_netmask", memory.put(some(masks[i])));
            assertThat(only().prefixLength()).isEqualTo(lengths[i]);
        }
        entry("en0", 0, in("192.0.2.7").bytes());
        assertThat(only().prefixLength()).as("with none").isEqualTo(32);
        entry("en0", 0, in6("2001:db8::1", 0).bytes());
        assertThat(only().prefixLength()).as("with none").isEqualTo(128);
        entry("en0", 0, in6("2001:db8::1", 0).bytes())
                .put("ifa_netmask", memory.put(some(11, 30, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xc0)));
        assertThat(only().prefixLength()).isEqualTo(18);
        entry("en0", 0, in("192.0.2.7").bytes()).put("ifa_netmask", memory.put(in("255.0.255.0")));
        assertThatThrownBy(this::decode)
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("netmask with a hole");
    }

    @Test
    void addressesOfALinkHaveAZone() {
        entry(
                "en0",
                0,
                in6("fe80::1", 0).put("sin6_addr", some(0xfe, 0x80, 0, 9)).bytes());
        assertThat(only().address().getHostAddress()).as("embedded").isEqualTo("fe80:0:0:0:0:0:0:1%9");
        entry("en0", 0, dl(3));
        entry(
                "en0",
                0,
                in6("fe80::1", 8).put("sin6_addr", some(0xfe, 0x80, 0, 9)).bytes());
        assertThat(only().address().getHostAddress()).as("its own").isEqualTo("fe80:0:0:0:0:0:0:1%8");
        entry("en0", 0, dl(3));
        entry("en0", 0, in6("fe80::1", 0).bytes());
        assertThat(only().address().getHostAddress()).as("of its interface").isEqualTo("fe80:0:0:0:0:0:0:1%3");
        entry("en1", 0, in6("fe80::1", 0).bytes());
        assertThat(only().address().getHostAddress()).as("unknown").isEqualTo("fe80:0:0:0:0:0:0:1");
        entry("en1", 0, in6("2001:db8::1", 7).bytes());
        assertThat(((Inet6Address) only().address()).getScopeId()).isZero();
        entry("en1", 0, Arrays.copyOf(in6("fe80::1", 5).put("sin6_len", 24).bytes(), 24));
        assertThat(only().address().getHostAddress()).as("cut").isEqualTo("fe80:0:0:0:0:0:0:1");
        entry(
                "en1",
                0,
                in6("2001:db8::1", 0)
                        .put("sin6_addr", some(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4))
                        .bytes());
        assertThat(only().address()).isInstanceOf(Inet6Address.class);
    }

    @Test
    void theOtherEndIsWhatTheFlagsSay() {
        entry("en0", 0, in("192.0.2.7").bytes()).put("ifa_dstaddr", memory.put(in("192.0.2.255")));
        LinkAddress neither = only();
        assertThat(neither.broadcast()).isEmpty();
        assertThat(neither.peer()).isEmpty();
        entry("en0", BROADCAST, in6("2001:db8::1", 0).bytes()).put("ifa_dstaddr", memory.put(in6("2001:db8::2", 0)));
        assertThat(only().broadcast()).isEmpty();
        for (byte[] none :
                new byte[][] {in("0.0.0.0").bytes(), in("10.0.0.1").bytes(), some(16, 0, 0, 0, 1, 2, 3, 4)}) {
            byte[] whole = Arrays.copyOf(none, 16);
            entry("utun0", POINTOPOINT, in("10.0.0.1").bytes()).put("ifa_dstaddr", memory.put(whole));
            assertThat(only().peer()).isEmpty();
        }
        entry("utun0", POINTOPOINT, in("10.0.0.1").bytes()).put("ifa_dstaddr", memory.put(in6("2001:db8::2", 0)));
        assertThat(only().peer()).isEmpty();
    }

    @Test
    void othersAreLeftOut() {
        entry("en0", 0, some(16, 99, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
        entry("en0", 0, some(0));
        entry("en0", 0, in("10.0.0.1").bytes()).put("ifa_addr", 0L);
        assertThat(decode()).isEmpty();
        assertThat(IfaddrsDecoder.decode(memory, 0)).isEmpty();
    }

    @Test
    void refusesWhatIsNotThereInFull() {
        for (int length = 2; length < 8; length++) {
            refuses(Arrays.copyOf(in("10.0.0.1").put("sin_len", length).bytes(), length));
        }
        for (int length = 2; length < 24; length++) {
            refuses(Arrays.copyOf(in6("::1", 0).put("sin6_len", length).bytes(), length));
        }
        refuses(some(3, 18, 1));
        entry("a name of 16 byt", 0, in("10.0.0.1").bytes());
        assertThatThrownBy(this::decode)
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("NUL of ifa_name");
    }

    private void refuses(byte[] sockaddr) {
        entry("en0", 0, sockaddr);
        assertThatThrownBy(this::decode).isInstanceOf(MalformedReplyException.class);
        entries.clear();
    }

    @Test
    void aChainThatGoesRoundEnds() {
        entry("en0", 0, dl(1));
        long first = chain();
        memory.replace(first, entries.get(0).put("ifa_next", first).bytes());
        assertThatThrownBy(() -> IfaddrsDecoder.decode(memory, first))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("chain of struct ifaddrs");
    }

    /** Damaged names, flags and sockaddrs; pointers are those of the C library and not of the kernel. */
    @Test
    void survivesDamagedAddresses() {
        byte[] address = Arrays.copyOf(in6("fe80::1", 14).bytes(), 255);
        byte[] netmask = Arrays.copyOf(in("255.255.0.0").bytes(), 255);
        byte[] other = Arrays.copyOf(in("10.0.0.1").bytes(), 255);
        long addressAt = memory.put(address);
        long netmaskAt = memory.put(netmask);
        long otherAt = memory.put(other);
        entry("en0", BROADCAST | POINTOPOINT, dl(1))
                .put("ifa_addr", addressAt)
                .put("ifa_netmask", netmaskAt)
                .put("ifa_dstaddr", otherAt);
        long first = chain();
        Random random = new Random(20261201);
        int[] families = {0, 2, 18, 30};
        byte[][] sockaddrs = {address, netmask, other};
        long[] places = {addressAt, netmaskAt, otherAt};
        for (int i = 0; i < CHAINS; i++) {
            for (int j = 0; j < sockaddrs.length; j++) {
                byte[] sockaddr = sockaddrs[j];
                sockaddr[0] = (byte) random.nextInt();
                sockaddr[1] = (byte) families[random.nextInt(families.length)];
                sockaddr[2 + random.nextInt(30)] = (byte) random.nextInt();
                // no more memory than it says that it has
                memory.replace(places[j], Arrays.copyOf(sockaddr, Math.max(1, sockaddr[0] & 0xff)));
            }
            try {
                IfaddrsDecoder.decode(memory, first);
            } catch (MalformedReplyException e) {
                // one of the two ways in which it may end
            }
        }
    }
}
