package io.github.ports4j.core.scan;

import io.github.ports4j.SystemCallException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Channels of attempts under way, each in a slot, and the selector that tells which have something to say. Used by one thread.
 *
 * <p>The descriptor of a channel that was registered is given back by the select after it was closed; so many of them have one made.
 */
final class ChannelSlots<C extends SelectableChannel> implements AutoCloseable {
    private static final int MOST_CLOSED = 64;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final Selector selector;
    private final List<@Nullable C> channels;
    private final Integer[] numbers; // so that none is made for each attempt
    private int closed;
    private boolean selecting;

    private ChannelSlots(Selector selector, int count) {
        this.selector = selector;
        channels = new ArrayList<>(count);
        numbers = new Integer[count];
        for (int i = 0; i < count; i++) {
            channels.add(null);
            numbers[i] = i;
        }
    }

    /**
     * So many slots, all free.
     *
     * @throws SystemCallException if there is no descriptor left for a selector
     */
    static <C extends SelectableChannel> ChannelSlots<C> open(int count) {
        try {
            return new ChannelSlots<>(Selector.open(), count);
        } catch (IOException e) {
            throw failed("Selector.open()", e, "close descriptors, or raise the limit of them");
        }
    }

    /**
     * Puts a channel into a free slot; from now on {@link #poll} tells when it is ready for this operation.
     *
     * @return false if it can't be watched, for want of memory ({@code epoll_ctl(2)}: ENOMEM, ENOSPC); the slot is free then
     */
    boolean put(int slot, C channel, int operation) {
        try {
            channel.register(selector, operation, numbers[slot]);
            channels.set(slot, channel);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The channel in a slot that is not free. */
    C at(int slot) {
        return Objects.requireNonNull(channels.get(slot), "nothing is under way in this slot");
    }

    /** Closes the channel in a slot, which is free then. */
    void release(int slot) {
        C channel = at(slot);
        channels.set(slot, null);
        close(channel);
        closed++;
        if (closed >= MOST_CLOSED) {
            giveBack();
        }
    }

    /**
     * Tells the slots whose channels are ready.
     *
     * @param nanos how long to wait for the first at most, in whole milliseconds; 0 for not at all
     */
    void poll(long nanos, IntConsumer ready) {
        selecting = true;
        closed = 0; // what is closed from here on is given back by the next select
        try {
            long millis = (nanos + NANOS_A_MILLI - 1) / NANOS_A_MILLI;
            if (millis == 0) {
                selector.selectNow(key -> tell(key, ready));
            } else {
                selector.select(key -> tell(key, ready), millis);
            }
        } catch (IOException e) {
            throw failed("Selector.select()", e, "report this");
        } finally {
            selecting = false;
        }
    }

    private void tell(SelectionKey key, IntConsumer ready) {
        int slot = (Integer) key.attachment();
        if (key.channel().equals(channels.get(slot))) { // else it was closed meanwhile
            ready.accept(slot);
        }
    }

    /** Gives the descriptors of closed channels back at once, unless a poll is under way, whose listeners can't. */
    void giveBack() {
        if (closed > 0 && !selecting) {
            try {
                selector.selectNow(key -> {}); // what is ready is so at the next select as well
            } catch (IOException e) {
                throw failed("Selector.selectNow()", e, "report this");
            }
            closed = 0;
        }
    }

    /** {@code close(2)}. */
    static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            throw failed("close(2)", e, "report this");
        }
    }

    private static SystemCallException failed(String call, IOException cause, String advice) {
        return new SystemCallException(call, 0, String.valueOf(cause.getMessage()), advice, cause);
    }

    /** Closes all channels and the selector. */
    @Override
    public void close() {
        for (C channel : channels) {
            if (channel != null) {
                close(channel);
            }
        }
        close(selector);
    }
}
