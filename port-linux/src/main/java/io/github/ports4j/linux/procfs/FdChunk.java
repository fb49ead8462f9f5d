package io.github.ports4j.linux.procfs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part of a big table of descriptors, and then of another: the room is used again. Had by one thread at a time. */
final class FdChunk {
    private final Longs descriptors = new Longs();
    private @Nullable FdTable table;

    /** Takes the part of the table's directory that was read last. */
    void take(FdTable of, DirectoryReader directory) {
        table = of;
        descriptors.clear();
        while (directory.next()) {
            descriptors.add(directory.number());
        }
    }

    /** Which table. */
    FdTable table() {
        return Objects.requireNonNull(table, "nothing was taken");
    }

    /** The numbers of the descriptors. */
    Longs descriptors() {
        return descriptors;
    }
}
