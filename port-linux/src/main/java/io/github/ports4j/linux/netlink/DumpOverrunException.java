package io.github.ports4j.linux.netlink;

/** The kernel dropped a part of a dump, ENOBUFS; it is to be asked again. */
final class DumpOverrunException extends Exception {
    private static final long serialVersionUID = 1L;
}
