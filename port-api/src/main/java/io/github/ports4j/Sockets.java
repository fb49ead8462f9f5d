package io.github.ports4j;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.Stream;

/** A snapshot of the socket table: what a {@link SocketQuery} found, and what it could not see. Immutable. */
public final class Sockets implements Iterable<SocketEntry> {
    private final List<SocketEntry> entries;
    private final List<Gap> gaps;

    Sockets(List<SocketEntry> entries, List<Gap> gaps) {
        this.entries = entries;
        this.gaps = gaps;
    }

    /** Tells whether everything that was asked for could be seen: there are no {@link #gaps()}. */
    public boolean complete() {
        return gaps.isEmpty();
    }

    /** What could not be seen, how much of it and why; empty if the snapshot is {@link #complete()}. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** How many sockets were found. */
    public int size() {
        return entries.size();
    }

    /** Tells whether no socket was found. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The sockets, in the order of the kernel's tables; the list can't be changed. */
    public List<SocketEntry> list() {
        return entries;
    }

    /** The sockets as a stream. */
    public Stream<SocketEntry> stream() {
        return entries.stream();
    }

    @Override
    public Iterator<SocketEntry> iterator() {
        return entries.iterator();
    }

    @Override
    public Spliterator<SocketEntry> spliterator() {
        return entries.spliterator();
    }

    @Override
    public String toString() {
        return entries.size() + " sockets" + (gaps.isEmpty() ? "" : ", incomplete: " + gaps);
    }
}
