package io.github.ports4j.linux.netlink;

/** A dump lacks something: its table changed meanwhile, or a part was lost. It is to be thrown away and asked for again. */
public final class DumpInterruptedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final int needed;

    /**
     * Tells which dump was interrupted.
     *
     * @param what such as {@code dump of RTM_GETLINK by NETLINK_ROUTE}
     */
    public DumpInterruptedException(String what) {
        this(what, 0);
    }

    DumpInterruptedException(String what, int needed) {
        super(what);
        this.what = what;
        this.needed = needed;
    }

    /** Which dump. */
    String what() {
        return what;
    }

    /** The size of a datagram that was longer than the buffer, in bytes; 0 for none. */
    int needed() {
        return needed;
    }
}
