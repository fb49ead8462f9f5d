package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.linux.LinuxProvider;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.linux.work.SecondThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** The common pool is not ours: the walk does not wait for it, and does not fill its queue. */
class SecondThreadIT {
    private static final int NO_DIRECTORY = -1;
    private static final byte[] UPTIME = "1.00 1.00\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketTable table = new LinuxProvider().sockets();

    @Test
    void walksAloneWhileThePoolIsBusy() throws IOException, InterruptedException {
        ForkJoinPool pool = ForkJoinPool.commonPool();
        CountDownLatch begun = new CountDownLatch(pool.getParallelism());
        CountDownLatch end = new CountDownLatch(1);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < pool.getParallelism(); i++) {
                pool.execute(() -> {
                    begun.countDown();
                    await(end);
                });
            }
            begun.await();
            for (int i = 0; i < 5; i++) {
                Walk other =
                        new Walk(NO_DIRECTORY, new Longs(), new LongTable(1), BootTime.parse(UPTIME, Instant.EPOCH));
                SecondThread.call(other); // also where there are too few processes to call it for
                SecondThread.dismiss(other);
                assertThat(table.read(SocketQuery.tcp().listening().port(socket.getLocalPort())))
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.owner().processes())
                                .singleElement()
                                .satisfies(process -> assertThat(process.pid())
                                        .isEqualTo(ProcessHandle.current().pid())));
            }
            assertThat(pool.getQueuedSubmissionCount()).isEqualTo(1);
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a thread of the pool", e);
        }
    }
}
