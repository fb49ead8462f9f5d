package io.github.ports4j.cli;

import io.github.ports4j.PortRange;
import io.github.ports4j.Ports;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportProtocol;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports list}. */
final class ListCommand implements Subcommand {
    private static final String ALL = "--all";
    private static final String CONNECTED = "--connected";
    private static final String TCP = "--tcp";
    private static final String UDP = "--udp";
    private static final String PORT = "--port";
    private static final String PID = "--pid";

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String summary() {
        return "List the sockets of this host: those that wait for others, unless told otherwise.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Syntax.flag(ALL, "Sockets in every state, also TCP sockets that are only bound."))
                .addOption(Syntax.flag(CONNECTED, "Only ends of connections."))
                .addOption(Syntax.flag(TCP, "Only TCP."))
                .addOption(Syntax.flag(UDP, "Only UDP."))
                .addOption(Syntax.option(PORT, "N[-M]", "Only this local port, or the local ports from N to M."))
                .addOption(Syntax.option(PID, "N", "Only sockets of this process."));
        spec.usageMessage().footer(Footer.of("""
                          ports list                     listening TCP, bound UDP, and who has them
                          ports list --all --port 8080   everything on port 8080, connections too
                          sudo ports list                the processes of other users as well
                        """, "0 the table was read, also if nothing is in it", "3 not permitted"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        SocketQuery query = query(call);
        Ports ports = call.ports();
        Sockets sockets = ports.sockets().read(query);
        if (call.json()) {
            SocketsJson.write(sockets, call.output());
        } else {
            boolean remotes = call.has(ALL) || call.has(CONNECTED);
            new SocketTableText(new ProcessDetails(ports.terminator()), remotes).print(sockets, call.output());
        }
        GapsText.say(sockets.gaps(), call.output());
        return ExitStatus.HOLDS;
    }

    private static SocketQuery query(Invocation call) {
        if (call.has(ALL) && call.has(CONNECTED)) {
            throw new UsageException(ALL + " and " + CONNECTED + " exclude each other");
        }
        SocketQuery query = call.has(TCP) == call.has(UDP)
                ? SocketQuery.all()
                : SocketQuery.of(call.has(TCP) ? TransportProtocol.TCP : TransportProtocol.UDP);
        if (call.has(ALL)) {
            query = query.withBound();
        } else {
            query = call.has(CONNECTED) ? query.connected() : query.listening();
        }
        Optional<PortRange> range = call.value(PORT).map(Arguments::portRange);
        if (range.isPresent()) {
            query = query.port(range.get());
        }
        Optional<Long> pid = call.value(PID).map(Arguments::pid);
        return pid.isPresent() ? query.ownedBy(pid.get()) : query;
    }
}
