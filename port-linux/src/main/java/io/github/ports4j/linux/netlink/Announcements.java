package io.github.ports4j.linux.netlink;

/** What the kernel announces, since somebody began to listen. */
public interface Announcements extends AutoCloseable {
    /** Whether nothing was announced. */
    boolean isQuiet();

    /** Listens no longer. */
    @Override
    void close();
}
