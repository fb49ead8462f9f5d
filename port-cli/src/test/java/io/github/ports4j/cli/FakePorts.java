package io.github.ports4j.cli;

import io.github.ports4j.Firewall;
import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.Port;
import io.github.ports4j.PortGroup;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortScanner;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ProcessTerminator;
import io.github.ports4j.Protection;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.SocketsBuilder;
import io.github.ports4j.testkit.FakeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers what a test has put in, and writes down what it was asked. */
final class FakePorts implements Ports, SocketTable, ProcessTerminator {
    /** What it has of interfaces, statistics and names of services. */
    final FakeHost host = new FakeHost();

    final List<String> asked = new ArrayList<>();
    final FakeScanner scanner = new FakeScanner(this::ask);
    final List<PortReport> reports = new ArrayList<>();
    final List<PlannedPort> planned = new ArrayList<>();
    final List<PlannedTermination> terminations = new ArrayList<>();
    final List<FreeResult> freed = new ArrayList<>();
    final List<ProcessInfo> processes = new ArrayList<>();
    final List<TerminationResult> ended = new ArrayList<>();
    Firewall firewall = Ports.on(host).firewall();
    NetworkInterfaces interfaces = host.interfaces();
    Sockets table = new SocketsBuilder(0).build();

    @Nullable
    RuntimeException thrown;

    /** Thrown by {@code terminate} when it has no more results. */
    @Nullable
    RuntimeException thrownAtLast;

    @Override
    public PortGroup tcp(int first, int second, int... more) {
        throw new AssertionError("not called by the command");
    }

    @Override
    public PortGroup udp(int first, int second, int... more) {
        throw new AssertionError("not called by the command");
    }

    @Override
    public Port port(TransportPort port) {
        throw new AssertionError("not called by the command");
    }

    @Override
    public PortGroup ports(Collection<TransportPort> ports) {
        ask("ports " + ports);
        return new Group(List.copyOf(ports));
    }

    @Override
    public SocketTable sockets() {
        return this;
    }

    @Override
    public Sockets read(SocketQuery query) {
        ask("read " + query);
        return table;
    }

    @Override
    public PortScanner scanner() {
        return scanner;
    }

    @Override
    public ProcessTerminator terminator() {
        return this;
    }

    @Override
    public NetworkInterfaces interfaces() {
        ask("interfaces");
        return interfaces;
    }

    @Override
    public ProtocolStatistics statistics() {
        ask("statistics");
        return host.statistics();
    }

    @Override
    public Firewall firewall() {
        ask("firewall");
        return firewall;
    }

    @Override
    public ServiceNames serviceNames() {
        return host.serviceNames();
    }

    @Override
    public Optional<ProcessInfo> find(long pid) {
        return processes.stream().filter(info -> info.id().pid() == pid).findFirst();
    }

    @Override
    public TerminationResult terminate(ProcessId process, SignalLadder ladder, Protection... allow) {
        ask("terminate " + process + " by " + ladder + " allowing " + List.of(allow));
        if (ended.isEmpty() && thrownAtLast != null) {
            throw thrownAtLast;
        }
        return ended.remove(0);
    }

    private void ask(String what) {
        asked.add(what);
        if (thrown != null) {
            throw thrown;
        }
    }

    /** The reports and results put in, whatever the ports. */
    private final class Group implements PortGroup {
        private final List<TransportPort> ids;

        private Group(List<TransportPort> ids) {
            this.ids = ids;
        }

        @Override
        public List<TransportPort> ids() {
            return ids;
        }

        @Override
        public List<PortReport> explain() {
            ask("explain");
            return reports;
        }

        @Override
        public List<FreeResult> free() {
            throw new AssertionError("not called by the command");
        }

        @Override
        public Freeing freeing() {
            return new Refined();
        }
    }

    /** Writes each refinement down. */
    private final class Refined implements Freeing, FreePlan {
        @Override
        public Freeing onlyIf(Predicate<? super ProcessInfo> condition) {
            throw new AssertionError("not called by the command");
        }

        @Override
        public Freeing ladder(SignalLadder ladder) {
            ask("ladder " + ladder);
            return this;
        }

        @Override
        public Freeing withDescendants() {
            ask("with descendants");
            return this;
        }

        @Override
        public Freeing allow(Protection first, Protection... more) {
            ask("allow " + first);
            return this;
        }

        @Override
        public Freeing settle(Duration window) {
            ask("settle " + window);
            return this;
        }

        @Override
        public Freeing within(Duration deadline) {
            ask("within " + deadline);
            return this;
        }

        @Override
        public FreePlan plan() {
            ask("plan");
            return this;
        }

        @Override
        public List<PlannedPort> ports() {
            return planned;
        }

        @Override
        public List<PlannedTermination> terminations() {
            return terminations;
        }

        @Override
        public List<FreeResult> execute() {
            ask("execute");
            return freed;
        }
    }
}
