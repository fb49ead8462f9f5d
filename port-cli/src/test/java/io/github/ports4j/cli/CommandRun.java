package io.github.ports4j.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.ports4j.Ports;
import io.github.ports4j.spi.HostClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Runs the command in this JVM and keeps what it printed. */
final class CommandRun {
    final int status;
    final String out;
    final String err;

    private CommandRun(int status, String out, String err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    static CommandRun of(FakePorts ports, String... args) {
        return run(() -> ports, ports.host.clock(), false, args);
    }

    static CommandRun onTerminal(FakePorts ports, String... args) {
        return run(() -> ports, ports.host.clock(), true, args);
    }

    /** Fails if the command asks for ports. */
    static CommandRun withoutPorts(String... args) {
        return run(
                () -> {
                    throw new AssertionError("asked for ports");
                },
                HostClock.system(),
                false,
                args);
    }

    static CommandRun run(Supplier<Ports> ports, HostClock clock, boolean terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Output output = new Output(
                new ResultStream(out, () -> false), err, StandardCharsets.UTF_8, terminal, terminal, terminal, 80);
        ExitStatus status = new PortsCommand(ports, clock, output).run(args);
        return new CommandRun(
                status.code(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Standard output as one JSON document. */
    JsonElement json() {
        return JsonParser.parseString(out);
    }

    /** JSON with single quotes for double ones. */
    static JsonElement parse(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }
}
