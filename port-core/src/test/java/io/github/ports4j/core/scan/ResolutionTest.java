package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> NAMES =
            IntStream.range(0, 1_000).mapToObj(i -> "host" + i).toList();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(64);

    /** A name service that answers nothing until it is let. */
    private final ConnectEngine engine = new ConnectEngine() {
        @Override
        public List<InetAddress> resolve(String name) throws UnknownHostException {
            threads.add(Thread.currentThread());
            asked.add(name);
            busy.countDown();
            try {
                answering.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (name.equals("host7")) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getByName("192.0.2.1"));
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public boolean supports(TransportProtocol protocol) {
            return true;
        }

        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public Connector open(TransportProtocol protocol, List<InetAddress> hosts, int slots) {
            throw new AssertionError("nothing is scanned");
        }
    };

    @Test
    void namesAreAskedForByFewThreads() throws Exception {
        List<Resolution> all = Resolution.begin(engine, NAMES, () -> false);
        answering.countDown();

        for (int i = 0; i < all.size(); i++) {
            Resolution resolution = all.get(i);
            if (i == 7) {
                assertThatExceptionOfType(UnknownHostException.class)
                        .isThrownBy(() -> resolution.await(PATIENCE, () -> false))
                        .withMessage("the name is not known");
            } else {
                assertThat(resolution.await(PATIENCE, () -> false)).hasSize(1);
            }
        }
        assertThat(threads).hasSizeBetween(1, 64);
    }

    @Test
    void whenItIsCancelledNoMoreNamesAreAskedFor() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        List<Resolution> all = Resolution.begin(engine, NAMES, cancelled::get);
        busy.await();
        cancelled.set(true);

        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> all.get(999).await(PATIENCE, cancelled::get));
        answering.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(asked).hasSize(64);
    }
}
