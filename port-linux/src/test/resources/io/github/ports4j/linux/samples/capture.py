"""Captures the samples of this directory from the running kernel. Run as root, in namespaces of its own:

    unshare --net --pid --fork --mount-proc python3 capture.py
"""
import ctypes
import os
import socket
import struct
import subprocess
import time

AF4, AF6 = socket.AF_INET, socket.AF_INET6
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def tcp(family, address, port, backlog=None, v6only=None, uid=None):
    s = socket.socket(family, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if v6only is not None:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
    s.bind((address, port))
    if backlog is not None:
        s.listen(backlog)
    return s


def udp(family, address, port, peer=None):
    s = socket.socket(family, socket.SOCK_DGRAM)
    s.bind((address, port))
    if peer:
        s.connect(peer)
    return s


def connect(family, address, source, target):
    s = socket.socket(family, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((address, source))
    s.connect((address, target))
    return s


held = []
four = tcp(AF4, "127.0.0.1", 8080, 7)
dual = tcp(AF6, "::", 8081, 8, 0)
six = tcp(AF6, "::1", 8082, 9, 1)
wild6 = tcp(AF6, "::", 8083, 10, 1)
silent = tcp(AF4, "127.0.0.1", 8084)
os.seteuid(65534)
nobodys = tcp(AF4, "127.0.0.1", 8085, 5)
os.seteuid(0)
client = connect(AF4, "127.0.0.1", 40000, 8080)
server, _ = four.accept()
client.send(b"12345")  # five bytes to read at the server
client6 = connect(AF6, "::1", 40001, 8082)
waiting = client6  # not accepted: its other end has no inode
gone = connect(AF4, "127.0.0.1", 40002, 8080)
gone_server, _ = four.accept()
gone.close()
gone_server.close()  # leaves TIME_WAIT at 40002
mapped = socket.socket(AF6, socket.SOCK_STREAM)
mapped.bind(("::ffff:127.0.0.1", 40003))
mapped.connect(("::ffff:127.0.0.1", 8081))
u4 = udp(AF4, "127.0.0.1", 9090)
u6 = udp(AF6, "::", 9091)
u4c = udp(AF4, "127.0.0.1", 9092, ("127.0.0.1", 9090))
u4c.send(b"abc")
time.sleep(0.2)


def dump(name, request):
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4)
    s.send(request)
    part = 0
    while True:
        reply = s.recv(32768)
        with open(f"{name}-{part}.bin", "wb") as out:
            out.write(reply)
        part += 1
        if struct.unpack_from("=H", reply, 4)[0] in (2, 3):
            return


def header(kind, size):
    return struct.pack("=IHHII", 16 + size, kind, 0x301, 7, 0)


NO_COOKIE = b"\xff" * 8
sockid = bytes(40) + NO_COOKIE
STATES = 0x2FFE
dump("tcp-compat", header(18, 60) + struct.pack("=BBBB", 2, 0, 0, 0) + sockid + struct.pack("=II", STATES, 0))
for family in AF4, AF6:
    request = header(20, 56) + struct.pack("=BBBBI", family, 17, 0, 0, 0x82) + sockid
    dump(f"udp{4 if family == AF4 else 6}", request)
dump("unspec-refused", header(20, 56) + struct.pack("=BBBBI", 0, 6, 0, 0, STATES) + sockid)
for name in "tcp", "tcp6", "udp", "udp6":
    with open(f"/proc/net/{name}", "rb") as text, open(f"proc-net-{name}.txt", "wb") as out:
        out.write(text.read())

libc = ctypes.CDLL(None, use_errno=True)
with open("/proc/self/comm", "wb") as comm:
    comm.write(b"a) R 1 (\n")
with open("/proc/self/stat", "rb") as text, open("stat.txt", "wb") as out:
    out.write(text.read())
fd = os.open("/proc/self/fd", os.O_RDONLY)
buffer = ctypes.create_string_buffer(32768)
size = libc.syscall(217, fd, buffer, 32768)
with open("getdents64-fd.bin", "wb") as out:
    out.write(buffer.raw[:size])
for name, s in {"inode": four, "silent": silent, "nobody": nobodys}.items():
    print(name, os.fstat(s.fileno()).st_ino)
print("pid", os.getpid(), "fds", sorted(int(n) for n in os.listdir("/proc/self/fd")))
print(os.readlink(f"/proc/self/fd/{four.fileno()}"))
