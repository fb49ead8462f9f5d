package com.example.takenport;

import com.sun.net.httpserver.HttpServer;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessInfo;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** A web shop. Where its port is taken, an older shop that was left running is ended, and anybody else is named and left alone. */
public final class Shop {
    private final Ports ports;
    private final Binder binder;

    /** A shop on the ports of this host. */
    public Shop() {
        this(Ports.local(), port -> HttpServer.create(new InetSocketAddress(port), 0));
    }

    Shop(Ports ports, Binder binder) {
        this.ports = ports;
        this.binder = binder;
    }

    /** Opens the shop on 8080, or prints why it can't. */
    public static void main(String[] arguments) throws IOException {
        new Shop().open(8080).start();
    }

    HttpServer open(int port) throws IOException {
        try {
            return binder.bind(port);
        } catch (BindException e) {
            if (!endOlderShop(port)) {
                throw ports.explain(e, port);
            }
            return binder.bind(port);
        }
    }

    private boolean endOlderShop(int port) {
        return ports.tcp(port)
                .freeing()
                .onlyIf(Shop::isShop)
                .plan()
                .execute()
                .get(0)
                .isFree();
    }

    private static boolean isShop(ProcessInfo process) {
        return process.commandLine().orElse("").endsWith("-jar shop.jar");
    }

    /** What takes the port; a test has its own. */
    interface Binder {
        HttpServer bind(int port) throws IOException;
    }
}
