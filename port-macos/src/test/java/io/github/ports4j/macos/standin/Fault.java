package io.github.ports4j.macos.standin;

/** What goes wrong on demand, or is otherwise: each has a number, 0 for not at all. Named as in {@code standin.h}. */
public enum Fault {
    /** So many times {@code pcblist_n} is too long for its buffer: ENOMEM, and whole items of half of it. */
    SHORT_PCBLIST,
    /** So many bytes are missing at the end of {@code pcblist_n}. */
    CUT_PCBLIST,
    /** So many times the trailer of {@code pcblist_n} has another generation than its header. */
    CHANGED_GENERATION,
    /** 1: as of macOS 27 {@code pcblist_n} has only the caller's own sockets, while its size and its header count all. */
    OWN_SOCKETS_ONLY,
    /** 1: {@code xsocket_n} has 76 bytes, as up to macOS 12. */
    XSOCKET_OF_MACOS12,
    /** So many connections that no socket carries come last in {@code pcblist_n}. */
    USERLAND_FLOWS,
    /** The {@code so_last_pid} of sockets in TIME_WAIT. */
    TIME_WAIT_PID,
    /** So many processes are not counted when {@code proc_listpids} is asked for the size. */
    UNSIZED_PIDS,
    /** This pid is listed, and gone when it is asked for, signalled or watched. */
    VANISH_PID,
    /** But not before so many calls. */
    VANISH_AFTER,
    /** 1: processes of other users are refused to root as well. */
    DENY_OTHERS,
    /** So many times {@code proc_pidfdinfo} says ENOTSOCK. */
    FD_REUSED,
    /** So many times {@code proc_pidfdinfo} says EBADF. */
    FD_CLOSED,
    /** The pid which those two are about; 0 for any. */
    FD_PID
}
