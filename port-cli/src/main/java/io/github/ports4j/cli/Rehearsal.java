package io.github.ports4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Asks what is asked most, of a port that another process holds, while the JVM writes down what that loads: the launcher makes of it
 * what lets the command start quickly. Nothing is signalled or changed.
 *
 * <pre>{@code
 * Rehearsal hold     holds a port, and prints its number again and again as long as somebody reads
 * Rehearsal ask      asks of the port whose number it reads
 * }</pre>
 */
final class Rehearsal {
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 20_999;
    private static final int PAUSE_MILLIS = 100;

    private Rehearsal() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args[0]) {
            case "hold" -> hold(System.out);
            case "ask" -> askAll(readLine());
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void hold(PrintStream reader) throws IOException, InterruptedException {
        try (ServerSocket held = new ServerSocket()) {
            bind(held);
            while (!reader.checkError()) { // who reads has ended
                reader.println(held.getLocalPort());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** To a port such as servers have: of those for outgoing connections something more is told. */
    private static void bind(ServerSocket socket) throws IOException {
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
                return;
            } catch (BindException taken) {
                if (port == LAST_PORT) {
                    throw taken;
                }
            }
        }
    }

    private static String readLine() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        return Objects.requireNonNull(input.readLine(), "no port is held");
    }

    private static void askAll(String port) {
        ask("who", port);
        ask("who", port, Syntax.JSON);
        ask("free", port, EndingOptions.DRY_RUN);
        ask("list");
        ask("who", Integer.toString(LAST_PORT + 1)); // of which most probably nobody holds it
        System.exit(ExitStatus.HOLDS.code()); // as the command ends
    }

    // how they end depends on what this user may see; what they load hardly does
    private static void ask(String... arguments) {
        PortsCommand.ofThisHost().run(arguments);
    }
}
