package io.github.ports4j.linux;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Interfaces, addresses and routes of every kind, in the network namespace of the calling thread. */
final class Zoo {
    static final int MANY = 4000;

    private static final List<String> LINKS = List.of(
            "link set lo up",
            "link add v0 type veth peer name v1",
            "link add w0 type veth peer name w1",
            "link add m0 type veth peer name m1",
            "link add br0 type bridge",
            "link set m0 master br0",
            "link add abcdefghijklmno type bridge",
            "link add a.b@c type bridge",
            "link add \u00fc\u20ac\"q'\\ type bridge",
            "link add many type bridge",
            "link property add dev v0 altname other altname a-name-that-is-longer-than-fifteen altname 50%",
            "link set v0 up",
            "link set v1 up mtu 1400",
            "link set w0 up",
            "link set m0 up promisc on",
            "link set m1 up allmulticast on arp off",
            "link set br0 up mtu 1280",
            "link set many up");

    /** Those that a kernel may have no driver for. The third word is the name. */
    private static final List<String> RARE = List.of(
            "link add macvlan0 link v0 type macvlan mode bridge",
            "link add macvtap0 link v0 type macvtap",
            "link add vxlan0 type vxlan id 5 dstport 4789",
            "link add ifb7 type ifb",
            "tuntap add tun0 mode tun",
            "tuntap add tap0 mode tap",
            "link add vlan5 link v0 type vlan id 5",
            "link add dummy7 type dummy",
            "link add ipip7 type ipip local 192.0.2.1 remote 192.0.2.77",
            "link add sit7 type sit local 192.0.2.1 remote 192.0.2.77",
            "link add gre7 type gre local 192.0.2.1 remote 192.0.2.77",
            "link add gretap7 type gretap local 192.0.2.1 remote 192.0.2.77",
            "link add ip6tnl7 type ip6tnl local 2001:db8::1 remote 2001:db8::77",
            "link add bond7 type bond",
            "link add wg7 type wireguard",
            "link add vrf7 type vrf table 77",
            "link add ipvlan7 link v0 type ipvlan",
            "link add geneve7 type geneve id 7 remote 192.0.2.77");

    private static final List<String> RARE_SETTINGS = List.of(
            "link set macvlan0 addrgenmode random",
            "link set macvlan0 up",
            "link set tun0 up",
            "link set tap0 dynamic on");

    private static final List<String> ADDRESSES = List.of(
            "addr add 192.0.2.1/24 brd + dev v0",
            "addr add 192.0.2.2/24 dev v0",
            "addr add 198.51.100.1 peer 198.51.100.2/32 dev v0",
            "addr add 203.0.113.1/25 dev v0 scope site noprefixroute",
            "addr add 203.0.113.129/25 dev v0 scope 7 valid_lft 9000 preferred_lft 0",
            "addr add 169.254.7.7/16 brd 169.254.255.255 dev v0 scope link",
            "addr add 127.7.7.7/32 dev v0 scope host",
            "addr add 239.7.7.7/32 dev v0 autojoin",
            "addr add 10.7.0.1 peer 10.7.0.2/24 dev tun0",
            "addr add 192.0.2.200/32 brd 192.0.2.255 dev v1 label v1:alias",
            "addr add 2001:db8::1/64 dev v0 nodad",
            "addr add 2001:db8::2 peer 2001:db8::3/128 dev v0 nodad",
            "addr add fe80::7/64 dev v0 nodad",
            "addr add fec0::7/64 dev v0 nodad",
            "addr add ::ffff:192.0.2.9/128 dev v0 nodad",
            "addr add 2001:db8:1::1/64 dev v1 nodad",
            "addr add 2001:db8:1::1/64 dev v0",
            "addr add 2001:db8:2::1/64 dev v0 nodad valid_lft 9000 preferred_lft 0",
            "addr add 2001:db8:3::1/64 dev tap0",
            "addr add 2001:db8:4::1/64 dev v0 nodad noprefixroute home mngtmpaddr valid_lft 9000 preferred_lft 8000",
            "addr add 2001:db8:5::1/128 dev lo");

    private static final List<String> NEXTHOPS = List.of(
            "nexthop add id 1 via 192.0.2.250 dev v0",
            "nexthop add id 2 via fe80::3 dev v0",
            "nexthop add id 3 group 1/2",
            "nexthop add id 4 dev v1",
            "nexthop add id 5 blackhole");

    private static final List<String> ROUTES_4 = List.of(
            "route add default via 192.0.2.254 metric 10",
            "route add default tos 0x10 via 192.0.2.250 metric 3",
            "route add default metric 5 nexthop via 192.0.2.253 weight 3 nexthop dev v1 nexthop via 10.7.0.9 dev tun0 onlink",
            "route add default metric 6 nexthop via 192.0.2.253 weight 3 nexthop via 192.0.2.252",
            "route add default via inet6 fe80::9 dev v0 metric 4294967295",
            "route add default dev v1 metric 7",
            "route add unreachable default metric 8",
            "route add default dev tun0 metric 9",
            "route add default via 203.0.114.1 dev v1 onlink metric 11",
            "route add default via 192.0.2.251 table 99",
            "route add 0.0.0.0/1 dev v0",
            "route add 128.0.0.0/1 dev v0",
            "route add default nhid 1 metric 20",
            "route add default nhid 3 metric 21",
            "route add default nhid 4 metric 22",
            "route add default nhid 5 metric 23");

    private static final List<String> ROUTES_6 = List.of(
            "route add default nhid 2 metric 22",
            "route add default via fe80::4 dev v0",
            "route add default metric 23 nexthop via fe80::5 dev v0 nexthop via fe80::6 dev v1",
            "route add default via 2001:db8::9 dev v0 metric 24",
            "route add default dev v1 metric 25",
            "route add unreachable default metric 26",
            "route add 8000::/1 dev v0");

    private Zoo() {}

    static void build() {
        Ip.batch(LINKS.stream());
        Set<String> missing = RARE.stream()
                .filter(link -> !Ip.tried(link))
                .map(link -> link.split(" ", 4)[2])
                .collect(Collectors.toSet());
        Ip.batch(without(missing, RARE_SETTINGS));
        Ip.run(List.of("sh", "-c", "echo 2 > /proc/sys/net/ipv6/conf/v0/use_tempaddr"), "");
        Ip.batch(without(missing, ADDRESSES));
        Ip.batch(IntStream.range(0, MANY)
                .mapToObj(i -> "addr add 10.77." + i / 250 + "." + (i % 250 + 1) + "/32 dev many"));
        Ip.batch(NEXTHOPS.stream());
        Ip.batch("-4", without(missing, ROUTES_4));
        Ip.batch("-6", ROUTES_6.stream());
    }

    /** The lines in which none of these names is. */
    private static Stream<String> without(Set<String> names, List<String> lines) {
        return lines.stream().filter(line -> Stream.of(line.split(" ")).noneMatch(names::contains));
    }
}
