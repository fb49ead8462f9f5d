package io.github.ports4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two threads at a dump: what the handler gets, from whom, and when the memory may go. */
@Timeout(60)
class DumpRelayTest {
    private static final int SEQUENCE = 3;
    private static final int SOME_TYPE = 20;
    private static final int HEADER = 16;
    private static final int MESSAGE = HEADER + Integer.BYTES;
    private static final int MESSAGES = 3; // in each datagram
    private static final int DATAGRAMS = 5000;
    private static final int WAKING = 4;

    private final List<Integer> handed = new ArrayList<>();
    private final Set<Thread> handing = new HashSet<>();
    private final AtomicBoolean inHandler = new AtomicBoolean();
    private int put;

    private void take(int type, ByteBuffer datagram, int start, int end) {
        assertThat(inHandler.compareAndSet(false, true)).isTrue();
        assertThat(type).isEqualTo(SOME_TYPE);
        assertThat(end - start).isEqualTo(Integer.BYTES);
        handed.add(datagram.getInt(start));
        handing.add(Thread.currentThread());
        inHandler.set(false);
    }

    private static DumpRelay relay(NetlinkReply.Handler handler) {
        return new DumpRelay(MESSAGES * MESSAGE, SEQUENCE, handler);
    }

    /** Puts in datagrams of numbers that go on from those of before. */
    private void put(DumpRelay relay, int datagrams) {
        for (int i = 0; i < datagrams; i++) {
            NativeMemory room = relay.room();
            ByteBuffer out = room.buffer().clear();
            for (int message = 0; message < MESSAGES; message++) {
                out.putInt(MESSAGE)
                        .putShort((short) SOME_TYPE)
                        .putShort((short) 0)
                        .putInt(SEQUENCE)
                        .putInt(0)
                        .putInt(put++);
            }
            out.flip();
            relay.put(room);
        }
    }

    private static Thread helper(DumpRelay relay) {
        Thread thread = new Thread(relay::help);
        thread.start();
        return thread;
    }

    private static List<Integer> numbers(int datagrams) {
        return IntStream.range(0, MESSAGES * datagrams).boxed().toList();
    }

    @Test
    void allInTheirOrderByTheFirstThreadAlone() {
        try (DumpRelay relay = relay(this::take)) {
            put(relay, DATAGRAMS);
            relay.finish();
        }
        assertThat(handed).isEqualTo(numbers(DATAGRAMS));
        assertThat(handing).containsExactly(Thread.currentThread());
    }

    @Test
    void allInTheirOrderByTwo() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread second;
        try (DumpRelay relay = relay((type, in, start, end) -> {
            take(type, in, start, end);
            begun.countDown();
        })) {
            second = helper(relay);
            put(relay, WAKING);
            begun.await(); // nobody else hands on what there is room for
            put(relay, DATAGRAMS - WAKING);
            relay.finish();
        }
        second.join();
        assertThat(handed).isEqualTo(numbers(DATAGRAMS));
        assertThat(handing).contains(second);
    }

    @Test
    void whatTheSecondThreadFailsWithIsThrownByTheFirst() throws InterruptedException {
        IllegalStateException failure = new IllegalStateException("of the handler");
        try (DumpRelay relay = relay((type, in, start, end) -> {
            take(type, in, start, end);
            throw failure;
        })) {
            Thread second = helper(relay);
            put(relay, WAKING);
            second.join(); // it ends with the failure
            assertThatThrownBy(relay::room).isSameAs(failure);
            assertThatThrownBy(relay::finish).isSameAs(failure);
        }
        assertThat(handed).containsExactly(0);
    }

    @Test
    void whatTheFirstThreadFailsWithIsThrown() {
        Error failure = new AssertionError("of the handler");
        try (DumpRelay relay = relay((type, in, start, end) -> {
            throw failure;
        })) {
            put(relay, 1);
            assertThatThrownBy(relay::finish).isSameAs(failure);
        }
    }

    @Test
    void whatTheHandlerFailedWithIsToldWithAnotherFailure() {
        IllegalStateException failure = new IllegalStateException("of the handler");
        IllegalStateException other = new IllegalStateException("of a call");
        try (DumpRelay relay = relay((type, in, start, end) -> {
            throw failure;
        })) {
            relay.addFailureTo(other);
            assertThat(other).hasNoSuppressedExceptions();
            put(relay, WAKING);
            relay.help();
            relay.addFailureTo(other);
            relay.addFailureTo(failure);
            assertThat(other).hasSuppressedException(failure);
        }
    }

    @Test
    void theSecondThreadIsSentAwayWhenItWaits() throws InterruptedException {
        Thread second;
        try (DumpRelay relay = relay(this::take)) {
            put(relay, WAKING - 1);
            second = helper(relay);
            awaitState(second, Thread.State.WAITING);
        }
        second.join();
        assertThat(handed).isEmpty();
    }

    @Test
    void theMemoryStaysUntilTheSecondThreadIsOut() throws InterruptedException {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        DumpRelay relay = relay((type, datagram, start, end) -> {
            in.countDown();
            await(on);
            take(type, datagram, start, end);
        });
        NativeMemory memory = relay.room();
        Thread second = helper(relay);
        put(relay, WAKING);
        in.await();
        Thread closing = new Thread(relay::close);
        closing.start();
        awaitState(closing, Thread.State.BLOCKED);
        assertThat(memory.address()).isNotZero(); // or it throws
        on.countDown();
        closing.join();
        second.join();
        assertThat(handed).startsWith(0, 1, 2).doesNotHaveDuplicates();
        IllegalStateException other = new IllegalStateException("of a call");
        relay.addFailureTo(other);
        assertThat(other).hasNoSuppressedExceptions(); // as the second thread looks at no memory that is freed
    }

    @Test
    void aSecondThreadThatComesTooLateFindsNothing() {
        DumpRelay relay = relay(this::take);
        put(relay, WAKING);
        relay.close();
        relay.help();
        assertThat(handed).isEmpty();
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
