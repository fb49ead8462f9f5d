package io.github.ports4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard output. Once a write has failed, the rest is dropped: the answer is already there, and what has been done must
 * still end with its own exit status. A reader that goes away ({@code ports list | head -1}) is no failure.
 */
final class ResultStream extends OutputStream {
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream target;
    private final BooleanSupplier toReader;
    private @Nullable IOException failure;

    /**
     * A stream.
     *
     * @param toReader tells whether another program reads it; asked after a failure
     */
    ResultStream(OutputStream target, BooleanSupplier toReader) {
        this.target = target;
        this.toReader = toReader;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        if (failure == null) {
            try {
                target.write(bytes, offset, count);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    @Override
    public void flush() {
        if (failure == null) {
            try {
                target.flush();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** What went wrong; empty if nothing did, and if only the reader went away. */
    Optional<IOException> failure() {
        return failure == null || toReader.getAsBoolean() ? Optional.empty() : Optional.of(failure);
    }

    /**
     * Tells whether standard output goes to another program: by the kind of file and not by the message of the failure, which
     * comes in the user's language.
     */
    static boolean standardOutputHasReader() {
        try {
            int type = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & FILE_TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
