package com.example.plainmain;

import com.sun.net.httpserver.HttpServer;
import io.github.ports4j.PortException;
import io.github.ports4j.Ports;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** A server that says who has its port when it can't have it. */
public final class Main {
    private Main() {}

    /** Serves on the port that is given, or on 8080. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
        try {
            listen(port).start();
        } catch (PortException e) {
            System.err.println(e.getMessage()); // such as: 8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice)
            System.exit(1);
        }
    }

    static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException e) {
            throw Ports.local().explain(e, port);
        }
    }
}
