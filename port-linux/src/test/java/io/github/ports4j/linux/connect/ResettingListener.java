package io.github.ports4j.linux.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A listener that resets each connection as soon as it is made; of the network namespace of the thread that makes it. */
final class ResettingListener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocketChannel channel = ServerSocketChannel.open();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch first = new CountDownLatch(1);

    ResettingListener(String host, int port) throws IOException {
        channel.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        thread.execute(this::resetAll);
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Waits until the first connection has been reset. */
    void awaitFirst() throws InterruptedException {
        first.await();
    }

    private void resetAll() {
        try {
            while (true) {
                SocketChannel connection = channel.accept();
                connection.setOption(StandardSocketOptions.SO_LINGER, 0);
                connection.close();
                first.countDown();
            }
        } catch (ClosedChannelException closed) {
            // by close()
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        thread.shutdown();
    }
}
