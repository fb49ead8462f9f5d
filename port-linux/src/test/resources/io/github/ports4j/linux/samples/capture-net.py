"""Captures the samples of interfaces from the running kernel. Run as root, in a network namespace of its own:

    unshare --net python3 capture-net.py
"""
import platform
import socket
import struct
import subprocess

RELEASE = ".".join(platform.release().split(".")[:2])
ROUTE, GENERIC = 0, 16


def ip(command, check=True):
    subprocess.run(["ip", *command.split()], check=check)


ip("link set lo up")
ip("link add v0 type veth peer name v1")
ip("link set v0 address 02:00:00:00:00:01")
ip("link set v1 address 02:00:00:00:00:02")
ip("link property add dev v0 altname other altname an-alternative-name-that-is-long")
ip("link add br0 address 02:00:00:00:00:03 type bridge")
ip("tuntap add tun0 mode tun")
ip("link set v0 addrgenmode none")
ip("link set v1 addrgenmode none")
ip("link set v0 up")
ip("link set v1 up")
ip("link set tun0 up")
ip("addr add 192.0.2.1/24 brd + dev v0")
ip("addr add 192.0.2.2/24 dev v0")
ip("addr add 198.51.100.1 peer 198.51.100.2/32 dev v0")
ip("addr add 203.0.113.1/25 dev v0 scope site noprefixroute")
ip("addr add 203.0.113.129/25 dev v0 scope 7 valid_lft 9000 preferred_lft 0")
ip("addr add 2001:db8::1/64 dev v0 nodad")
ip("addr add 2001:db8::2 peer 2001:db8::3/128 dev v0 nodad")
ip("addr add fe80::1/64 dev v0 nodad")
ip("addr add 2001:db8::ffff:192.0.2.1/64 dev br0 home mngtmpaddr valid_lft 9000 preferred_lft 9000")
ip("addr add ::ffff:192.0.2.9/128 dev v0 nodad")
ip("route add default via 192.0.2.254 metric 10")
ip("route add default metric 5 nexthop via 192.0.2.253 weight 3 nexthop dev v1 nexthop via 192.0.2.9 dev tun0 onlink")
ip("route add default metric 6 nexthop via 192.0.2.253 weight 3 nexthop via 192.0.2.252")
ip("-4 route add default via inet6 fe80::2 dev v0 metric 4294967295")
ip("route add default dev v1 metric 7")
ip("route add unreachable default metric 8")
ip("route add default via 192.0.2.254 table 99")
ip("route add 192.0.2.128/25 dev v0")
ip("route add 0.0.0.0/1 dev v0")
ip("nexthop add id 1 via 192.0.2.251 dev v0")
ip("nexthop add id 2 via fe80::3 dev v0")
ip("nexthop add id 3 group 1/2")
ip("nexthop add id 4 blackhole")
ip("nexthop add id 5 dev v1")
ip("route add default nhid 1 metric 20")
ip("route add default nhid 3 metric 21")
ip("-6 route add default nhid 2 metric 22")
ip("-6 route add default via fe80::4 dev v0")
ip("-6 route add default metric 23 nexthop via fe80::5 dev v0 nexthop via fe80::6 dev v1")
ip("-6 route add default from 2001:db8::/64 dev v1 metric 24")


def request(kind, payload):
    return struct.pack("=IHHII", 16 + len(payload), kind, 0x301, 7, 0) + payload


def dump(protocol, name, message, strict=True):
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
    if strict:
        s.setsockopt(270, 12, 1)
    s.send(message)
    parts = []
    while True:
        reply = s.recv(32768)
        parts.append(reply)
        at = 0
        while at < len(reply):
            size, kind = struct.unpack_from("=IH", reply, at)
            if kind in (2, 3):
                if name:
                    for number, part in enumerate(parts):
                        with open(f"{name}-{RELEASE}-{number}.bin", "wb") as out:
                            out.write(part)
                return b"".join(parts)
            at += size + 3 & ~3


def attribute(kind, value):
    return struct.pack("=HH", 4 + len(value), kind) + value


dump(ROUTE, "link", request(18, bytes(16) + attribute(29, struct.pack("=I", 16))))
dump(ROUTE, "addr", request(22, bytes(8)))
for family, name in (2, "route4"), (10, "route6"):
    dump(ROUTE, name, request(26, struct.pack("=BBBBBBBBI", family, 0, 0, 0, 254, 0, 0, 1, 0)))
dump(ROUTE, "route-all", request(26, bytes(12)), strict=False)
dump(ROUTE, "nexthop", request(106, bytes(8)))
with open("/proc/sys/net/ipv4/nexthop_compat_mode", "w") as mode:
    mode.write("0")
dump(ROUTE, "route4-objects", request(26, struct.pack("=BBBBBBBBI", 2, 0, 0, 0, 254, 0, 0, 1, 0)))
families = dump(GENERIC, "family", request(16, struct.pack("=BBH", 3, 1, 0)), strict=False)
at = families.index(b"\x0c\0\x02\0ethtool\0") + 12
ethtool = struct.unpack_from("=H", families, at + 4)[0]
header = attribute(0x8001, attribute(3, struct.pack("=I", 1)))
dump(GENERIC, "linkmodes", request(ethtool, struct.pack("=BBH", 4, 1, 0) + header), strict=False)
print(subprocess.run("ip -d addr; ip route; ip -6 route; ip nexthop", shell=True, capture_output=True, text=True).stdout)
