package com.example.junit;

import java.io.IOException;
import java.net.ServerSocket;

/** A server as a run of tests leaves it that was ended before its time. Ends with the end of its input. */
final class StaleServer {
    private StaleServer() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            System.out.println(server.getLocalPort());
            while (System.in.read() != -1) {
                // until whoever started it is gone
            }
        }
    }
}
