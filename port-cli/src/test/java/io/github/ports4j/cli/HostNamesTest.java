package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.PortInterruptedException;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostNamesTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final InetAddress ONE = Samples.ipv4("192.0.2.1");
    private static final InetAddress TWO = Samples.ipv4("192.0.2.2");

    @Test
    void asksEachOnceAndNotThisHost() throws Exception {
        ConcurrentLinkedQueue<InetAddress> asked = new ConcurrentLinkedQueue<>();
        HostNames names = HostNames.of(
                List.of(
                        ONE,
                        TWO,
                        Samples.ipv4("192.0.2.1"),
                        Samples.ipv4("127.0.0.53"),
                        Samples.ipv4("0.0.0.0"),
                        InetAddress.getByName("::"),
                        InetAddress.getByName("::1")),
                address -> {
                    asked.add(address);
                    return "host-" + address.getHostAddress();
                },
                LONG);
        assertThat(asked).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(names.of(ONE)).contains("host-192.0.2.1");
        assertThat(names.of(Samples.ipv4("127.0.0.53"))).isEmpty();
        assertThat(said(names)).isEmpty();
    }

    @Test
    void textOfTheAddressIsNoName() {
        HostNames names = HostNames.of(List.of(ONE), InetAddress::getHostAddress, LONG);
        assertThat(names.of(ONE)).isEmpty();
        assertThat(said(names)).isEmpty();
    }

    @Test
    void asksAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(2);
        HostNames names = HostNames.of(
                List.of(ONE, TWO),
                address -> {
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return "name";
                },
                LONG);
        assertThat(names.of(ONE)).contains("name");
        assertThat(names.of(TWO)).contains("name");
    }

    @Test
    void oneThatHangsDoesNotKeepTheOthers() {
        CountDownLatch never = new CountDownLatch(1);
        HostNames names = HostNames.of(List.of(ONE, TWO), hangs(never, ONE), SHORT);
        assertThat(names.of(ONE)).isEmpty();
        assertThat(names.of(TWO)).contains("name");
        assertThat(said(names)).isEqualTo("without name: 1 host whose name did not come within 300ms\n");
        never.countDown();
    }

    @Test
    void theDeadlineIsForAllTogether() {
        CountDownLatch never = new CountDownLatch(1);
        List<InetAddress> many = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            many.add(Samples.ipv4("198.51.100." + i));
        }
        long start = System.nanoTime();
        HostNames names = HostNames.of(many, hangs(never, many.toArray(InetAddress[]::new)), SHORT);
        // one after the other would take 30 s, by 32 at a time 1.2 s
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(20));
        assertThat(said(names)).isEqualTo("without name: 100 hosts whose name did not come within 300ms\n");
        never.countDown();
    }

    @Test
    void anAnswerThatComesLateChangesNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        HostNames names = HostNames.of(
                List.of(ONE),
                address -> {
                    awaitWhateverComes(go);
                    answered.countDown();
                    return "late";
                },
                SHORT);
        go.countDown();
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(names.of(ONE)).isEmpty();
        assertThat(said(names)).isEqualTo("without name: 1 host whose name did not come within 300ms\n");
    }

    @Test
    void oneThatThrowsIsTold() {
        HostNames names = HostNames.of(
                List.of(ONE, TWO),
                address -> {
                    if (address.equals(ONE)) {
                        throw new IllegalStateException("no \u001b[31mresolver");
                    }
                    return "name";
                },
                LONG);
        assertThat(names.of(ONE)).isEmpty();
        assertThat(names.of(TWO)).contains("name");
        assertThat(said(names))
                .isEqualTo("without name: 1 host whose lookup failed:"
                        + " java.lang.IllegalStateException: no \\u001b[31mresolver\n");
    }

    @Test
    void lookupsDoNotKeepTheJvmAlive() {
        ConcurrentLinkedQueue<Boolean> daemons = new ConcurrentLinkedQueue<>();
        HostNames.of(
                List.of(ONE),
                address -> {
                    daemons.add(Thread.currentThread().isDaemon());
                    return "name";
                },
                LONG);
        assertThat(daemons).containsExactly(true);
    }

    @Test
    void anInterruptEndsTheWait() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> HostNames.of(List.of(ONE), hangs(never, ONE), LONG))
                .isInstanceOf(PortInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    private static Function<InetAddress, String> hangs(CountDownLatch never, InetAddress... forThese) {
        List<InetAddress> hanging = List.of(forThese);
        return address -> {
            if (hanging.contains(address)) {
                awaitWhateverComes(never);
            }
            return "name";
        };
    }

    /** Like a lookup in native code: an interrupt does not end it. */
    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String said(HostNames names) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        names.sayMissing(new Output(
                new ResultStream(new ByteArrayOutputStream(), () -> false),
                err,
                StandardCharsets.UTF_8,
                false,
                false,
                false,
                80));
        return err.toString(StandardCharsets.UTF_8);
    }
}
