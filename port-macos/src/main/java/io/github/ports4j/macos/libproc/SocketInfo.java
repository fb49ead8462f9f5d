package io.github.ports4j.macos.libproc;

import io.github.ports4j.macos.socket.InetSocket;

/**
 * One socket that a process has, as libproc tells of it: a row that is filled anew for each, so that reading makes no objects. What it
 * says of sockets that are not of IP is in {@link UnixSocketInfo} and {@link KernelControlInfo}.
 *
 * @see "sys/proc_info.h, macOS 10.15 to 15.6"
 */
public final class SocketInfo {
    /** One of which the kernel tells no more, also one of IP that is being closed and has no protocol control block any more. */
    public static final int SOCKINFO_GENERIC = 0;

    /** Of IP and not TCP: UDP, and raw ones too. */
    public static final int SOCKINFO_IN = 1;

    public static final int SOCKINFO_TCP = 2;
    public static final int SOCKINFO_UN = 3;
    public static final int SOCKINFO_NDRV = 4;
    public static final int SOCKINFO_KERN_EVENT = 5;
    public static final int SOCKINFO_KERN_CTL = 6;
    public static final int SOCKINFO_VSOCK = 7;

    /** {@code SOCKINFO_…}; kernels may add others. */
    public int kind;

    /** {@code SOCK_STREAM} 1, {@code SOCK_DGRAM} 2, {@code SOCK_RAW} 3. */
    public int type;

    /** {@code IPPROTO_…} for one of IP. */
    public int protocol;

    /** {@code AF_…}. */
    public int domain;

    /** The same number wherever the socket is met, see {@link InetSocket#so}. */
    public long so;

    /** Its protocol control block, as {@link #so} is the socket; 0 for none. */
    public long pcb;

    /** {@code FREAD} 1, {@code FWRITE} 2 and others. */
    public int openFlags;

    /** {@code PROC_FP_SHARED} 1: there is more than one reference to the open file; {@code PROC_FP_CLEXEC} 2 and others. */
    public int status;

    /** {@code SOI_S_…}. */
    public int stateBits;

    /** Whether it has ends: it is of IP and has a protocol control block. */
    public boolean hasEnds;

    /** Its number, options and queues, of whatever kind it is; its ends and state where {@link #hasEnds}. Never its owner. */
    public final InetSocket inet = new InetSocket();
}
