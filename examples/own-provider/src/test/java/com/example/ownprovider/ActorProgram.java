package com.example.ownprovider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The process of an actor. Arguments: the number of children, then sockets as {@code KIND,PORT,REMOTE_PORT,[FLAG, ...]}. It prints
 * the pids of its children when all is open, closes its sockets at a line of input, and ends with its input.
 */
final class ActorProgram {
    private final List<Channel> open = new CopyOnWriteArrayList<>();

    private ActorProgram() {}

    public static void main(String[] arguments) throws IOException {
        ActorProgram actor = new ActorProgram();
        for (String socket : List.of(arguments).subList(1, arguments.length)) {
            actor.open(socket.split(",", 4));
        }
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            children.add(new ProcessBuilder("cat").start()); // reads from this process, and ends with it
        }
        System.out.println(
                children.stream().map(Process::pid).map(String::valueOf).collect(Collectors.joining(" ")));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (input.readLine() != null) {
            for (Channel channel : actor.open) {
                channel.close();
            }
            System.out.println("closed");
        }
        System.exit(0);
    }

    private void open(String[] spec) throws IOException {
        int port = Integer.parseInt(spec[1]);
        int remotePort = Integer.parseInt(spec[2]);
        String flags = spec[3];
        boolean ipv6 = flags.contains("IPV6");
        boolean dual = flags.contains("DUAL_STACK");
        StandardProtocolFamily family = ipv6 || dual ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        InetSocketAddress local = new InetSocketAddress(dual ? "::" : ipv6 ? "::1" : "127.0.0.1", port);
        InetSocketAddress remote = new InetSocketAddress(ipv6 ? "::1" : "127.0.0.1", remotePort);
        switch (spec[0]) {
            case "LISTENER" -> {
                ServerSocketChannel server = keep(ServerSocketChannel.open(family));
                server.setOption(StandardSocketOptions.SO_REUSEADDR, !flags.contains("NO_REUSE"));
                server.setOption(StandardSocketOptions.SO_REUSEPORT, flags.contains("REUSE_PORT"));
                server.bind(local, 16);
                if (flags.contains("ACCEPTING")) {
                    accept(server);
                }
            }
            case "CLIENT" -> {
                SocketChannel client = keep(SocketChannel.open(family));
                if (port != 0) {
                    client.bind(local);
                }
                client.connect(remote);
            }
            case "UDP" -> keep(DatagramChannel.open(family)).bind(local);
            case "UDP_CLIENT" -> keep(DatagramChannel.open(family)).bind(local).connect(remote);
            default -> throw new IllegalArgumentException("can't open " + String.join(",", spec));
        }
    }

    private <T extends NetworkChannel> T keep(T channel) {
        open.add(channel);
        return channel;
    }

    private void accept(ServerSocketChannel server) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    keep(server.accept());
                }
            } catch (AsynchronousCloseException e) {
                // closed by command
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
