package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.testkit.contract.ActorSpec;
import io.github.ports4j.testkit.contract.Reaction;
import io.github.ports4j.testkit.contract.SocketFlag;
import io.github.ports4j.testkit.contract.SocketSpec;
import java.util.ArrayList;
import java.util.List;

/** The options of {@code actor.c} that make what a spec describes. */
final class ActorOptions {
    /** The user of {@link ActorSpec#ofOtherUser()}: nobody. */
    static final int OTHER_USER = 65534;

    private ActorOptions() {}

    /** The options; with a pid other than 0 for a process with this pid. */
    static List<String> of(ActorSpec spec, long pid) {
        List<String> options = new ArrayList<>();
        addSurroundings(options, spec, pid);
        if (spec.children() > 0) {
            add(options, "--fork-idle", String.valueOf(spec.children())); // before there is a socket
        }
        spec.sockets().forEach(socket -> addSocket(options, socket));
        if (spec.isInFlight()) {
            options.add("--send-fd");
        }
        if (spec.forks() > 0) {
            add(options, "--fork", String.valueOf(spec.forks())); // before the signals: the children have the defaults
        }
        spec.ignored().forEach(signal -> add(options, "--ignore", signal.name()));
        spec.reactions()
                .forEach((signal, reaction) ->
                        deeds(reaction).forEach(deed -> add(options, "--on", signal + "=" + deed)));
        if (spec.hasLeaderExit()) {
            options.add("--leader-exits");
        }
        return options;
    }

    private static void addSurroundings(List<String> options, ActorSpec spec, long pid) {
        spec.arguments().forEach(text -> add(options, "--note", text));
        if (pid != 0) {
            add(options, "--as-pid", String.valueOf(pid));
        }
        spec.supervision().ifPresent(supervision -> {
            add(options, "--name", escaped(supervision.parentName()));
            add(
                    options,
                    "--supervise",
                    String.valueOf(Math.max(1, supervision.delay().toMillis())));
        });
        if (spec.isNeverReaped()) {
            options.add("--zombie");
        }
        if (spec.isFirstOfNamespace()) {
            options.add("--pidns");
        }
        if (spec.isInOtherNetwork()) {
            options.add("--netns");
        }
        add(options, "--name", escaped(spec.name().or(spec::program).orElse("actor")));
        if (spec.isOfOtherUser()) {
            add(
                    options,
                    "--setuid",
                    String.valueOf(OTHER_USER)); // after the name, for which it may have to run another file
        }
    }

    private static void addSocket(List<String> options, SocketSpec socket) {
        switch (socket.kind()) {
            case LISTENER -> add(options, "--listen", local(socket));
            case BOUND -> add(options, "--bind", local(socket));
            case UDP -> add(options, "--udp", local(socket));
            case CLIENT -> add(options, "--connect", remote(socket));
            case UDP_CLIENT -> add(options, "--udp-connect", remote(socket));
        }
    }

    private static String local(SocketSpec socket) {
        StringBuilder text = new StringBuilder();
        text.append(socket.has(SocketFlag.DUAL_STACK) ? "[::]" : socket.has(SocketFlag.IPV6) ? "[::1]" : "127.0.0.1");
        text.append(':').append(socket.port());
        text.append(socket.has(SocketFlag.DUAL_STACK) ? ",dual" : "");
        text.append(socket.has(SocketFlag.NO_REUSE) ? ",noreuse" : "");
        text.append(socket.has(SocketFlag.REUSE_PORT) ? ",reuseport" : "");
        text.append(socket.has(SocketFlag.ACCEPTING) ? ",accept" : "");
        text.append(socket.has(SocketFlag.RESETTING) ? ",reset" : "");
        text.append(socket.has(SocketFlag.ANSWERING) ? ",answer" : "");
        return text.toString();
    }

    private static String remote(SocketSpec socket) {
        String address = (socket.has(SocketFlag.IPV6) ? "[::1]:" : "127.0.0.1:") + socket.remotePort();
        return address + ",noreuse" + (socket.port() == 0 ? "" : ",from=" + socket.port());
    }

    private static List<String> deeds(Reaction reaction) {
        long millis = reaction.after().toMillis();
        return switch (reaction.deed()) {
            case RECORD -> List.of("record");
            case EXIT -> List.of("exit:" + millis);
            case CLOSE_LISTENERS -> List.of("close:" + millis);
            case DRAIN_AND_EXIT -> List.of("close", "exit:" + millis);
            case HAND_OVER -> List.of("hand-over:" + millis);
        };
    }

    /** The bytes of a name such that they reach the program in any locale. */
    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        for (byte one : name.getBytes(UTF_8)) {
            boolean plain = one > ' ' && one < 0x7f && one != '\\';
            text.append(plain ? String.valueOf((char) one) : String.format("\\x%02x", one & 0xff));
        }
        return text.toString();
    }

    private static void add(List<String> options, String name, String value) {
        options.add(name);
        options.add(value);
    }
}
