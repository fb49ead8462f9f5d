package io.github.ports4j.cli;

import io.github.ports4j.Ports;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports list}. */
final class ListCommand implements Subcommand {
    private static final String ALL = "--all";
    private static final String CONNECTED = "--connected";
    private static final String TCP = "--tcp";
    private static final String UDP = "--udp";
    private static final String PORT = "--port";
    private static final String PID = "--pid";
    private static final String NAMES = "--names";
    private static final String RESOLVE = "--resolve";
    private static final Duration TIME_FOR_NAMES = Duration.ofSeconds(2);

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
                .addOption(Syntax.option(
                        PORT,
                        "N[-M]",
                        "Only this local port, or the local ports from N to M; with " + NAMES
                                + " also the name of one, such as https."))
                .addOption(Syntax.option(PID, "N", "Only sockets of this process."))
                .addOption(Syntax.flag(NAMES, "Show ports by the names of their services: http for 80."))
                .addOption(Syntax.flag(
                        RESOLVE,
                        "Show addresses by the names of their hosts, as far as name servers tell them within 2s."));
        spec.usageMessage().footer(Footer.of("""
                          ports list                     listening TCP, bound UDP, and who has them
                          ports list --all --port 8080   everything on port 8080, connections too
                          ports list --names --port ssh  who waits on the port of SSH?
                          ports list --all --resolve     who is connected, by names of hosts
                          sudo ports list                the processes of other users as well
                        """, "0 the table was read, also if nothing is in it", "3 not permitted"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        if (call.has(ALL) && call.has(CONNECTED)) {
            throw new UsageException(ALL + " and " + CONNECTED + " exclude each other");
        }
        Optional<Long> pid = call.value(PID).map(Arguments::pid);
        Optional<ServiceNames> services = call.has(NAMES) ? Optional.of(services(call)) : Optional.empty();
        SocketQuery query = query(call, services);
        Ports ports = call.ports();
        Sockets sockets = ports.sockets().read(pid.isPresent() ? query.ownedBy(pid.get()) : query);
        Optional<HostNames> hosts = call.has(RESOLVE) ? Optional.of(hosts(sockets)) : Optional.empty();
        SocketNames names = new SocketNames(services, hosts);
        if (call.json()) {
            SocketsJson.write(sockets, names, call.output());
        } else {
            boolean remotes = call.has(ALL) || call.has(CONNECTED);
            new SocketTableText(new ProcessDetails(ports.terminator()), names, remotes).print(sockets, call.output());
        }
        hosts.ifPresent(found -> found.sayMissing(call.output()));
        GapsText.say(sockets.gaps(), call.output());
        return ExitStatus.HOLDS;
    }

    /** Names of ports; none, and a note, on a system that has no file of them. */
    private static ServiceNames services(Invocation call) {
        try {
            return call.ports().serviceNames();
        } catch (UnsupportedFeatureException e) {
            call.output()
                    .say(call.output()
                            .message()
                            .add(Style.WARNING, "without names of ports: ")
                            .add(String.valueOf(e.getMessage())));
            return ServiceNames.parse("");
        }
    }

    private static HostNames hosts(Sockets sockets) {
        List<InetAddress> addresses = new ArrayList<>();
        for (SocketEntry socket : sockets) {
            addresses.add(socket.local().getAddress());
            socket.remote().map(InetSocketAddress::getAddress).ifPresent(addresses::add);
        }
        return HostNames.of(addresses, InetAddress::getCanonicalHostName, TIME_FOR_NAMES);
    }

    private static SocketQuery query(Invocation call, Optional<ServiceNames> services) {
        Set<TransportProtocol> protocols = call.has(TCP) == call.has(UDP)
                ? EnumSet.allOf(TransportProtocol.class)
                : EnumSet.of(call.has(TCP) ? TransportProtocol.TCP : TransportProtocol.UDP);
        PortChoice choice = call.value(PORT)
                .map(text -> PortChoice.of(protocols, text, services))
                .orElseGet(() -> new PortChoice(protocols, Optional.empty()));
        SocketQuery query = choice.anyPort();
        if (call.has(ALL)) {
            query = query.withBound();
        } else {
            query = call.has(CONNECTED) ? query.connected() : query.listening();
        }
        return choice.ports().isPresent() ? query.port(choice.ports().get()) : query;
    }
}
