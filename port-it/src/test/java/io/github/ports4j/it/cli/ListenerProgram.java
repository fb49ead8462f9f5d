package io.github.ports4j.it.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/**
 * Holds a port of the loopback interface and prints its number, until its standard input ends. Arguments: {@code tcp} or
 * {@code udp}; then {@code stay} if it is to say {@code asked to end} when it gets a signal, and to go on.
 */
final class ListenerProgram {
    private ListenerProgram() {}

    public static void main(String[] args) throws IOException {
        CountDownLatch inputEnded = new CountDownLatch(1);
        if (args.length > 1 && args[1].equals("stay")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stay(inputEnded)));
        }
        if (args[0].equals("udp")) {
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                hold(socket.getLocalPort());
            }
        } else {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                hold(socket.getLocalPort());
            }
        }
        inputEnded.countDown();
    }

    private static void hold(int port) throws IOException {
        System.out.println(port);
        while (System.in.read() >= 0) {
            // nothing is sent; the end is what is waited for
        }
    }

    private static void stay(CountDownLatch inputEnded) {
        System.out.println("asked to end");
        try {
            inputEnded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
