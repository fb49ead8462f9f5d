package io.github.ports4j.macos.pcb;

import io.github.ports4j.TransportProtocol;

/**
 * How the reading of a list of protocol control blocks went.
 *
 * @param protocol which list it is
 * @param bytes how long the list was, from its header to the end of what was read
 * @param promised how many blocks the header told: a hint, for the kernel counts some that it then leaves out
 * @param blocks how many were met, also those that were not given on
 * @param sockets how many were given on
 * @param truncated whether the list ends in the middle, or went wrong there: there are more, and they are not known
 * @param generation of the table when the list was begun
 * @param laterGeneration and when it was ended; the same where the list has no end, or is empty
 */
public record PcbList(
        TransportProtocol protocol,
        int bytes,
        long promised,
        int blocks,
        int sockets,
        boolean truncated,
        long generation,
        long laterGeneration) {
    /** What the kernel leaves out for reasons of its own: so many, and one eighth, which is what it adds when it is asked for a size. */
    private static final int SLACK = 4;

    private static final int SLACK_SHIFT = 3;

    /** Whether sockets came or went while the list was made; it is whole for all that. */
    public boolean changed() {
        return generation != laterGeneration;
    }

    /**
     * Whether much less came than was told, by the header or when the size was asked for: then what is missing is hidden. macOS 27 shows
     * a process without privilege nothing but its own sockets, and reports neither an error nor another size.
     *
     * @param sized what the sysctl told when it was asked for a size just before, in bytes; 0 if it was not
     */
    public boolean fallsShort(long sized) {
        long told = Math.max(promised, PcbListDecoder.blocksIn(sized, this));
        return told - blocks > SLACK + (told >>> SLACK_SHIFT);
    }
}
