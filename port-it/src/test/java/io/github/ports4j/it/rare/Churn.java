package io.github.ports4j.it.rare;

import io.github.ports4j.Owner;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.it.scene.ActorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that reads the table again and again while listeners come and go in itself and in another process, whose ports and
 * pids it knows. It says what it counted, and each wrong answer. Its arguments are the two ports.
 */
public final class Churn {
    private static final int ROUNDS = 10_000;

    /**
     * Before those that count: until then the JVM compiles what runs all the time, for which it takes some MiB now and then and
     * does not always give them back (its own account of native memory says "Compiler" and "Arena Chunk").
     */
    private static final int WARM_UP_ROUNDS = 10_000;

    private static final int ONE_WITH_OWNERS_IN = 4;
    private static final int ONE_UNDISTURBED_IN = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int COUNTS = 20;
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** Listeners that stay, so that the kernel gives its table in several pieces while it moves. */
    private static final int BALLAST = 600;

    /** Processes that stay, so that two threads look for the owners. */
    private static final int BYSTANDERS = 80;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Ports ports = Ports.local();
    private final List<ChurningPort> churning = new ArrayList<>();
    private long reads;
    private long readsWithOwners;
    private long openAllTheTime;
    private long openAllTheTimeWithOwners;
    private long shutAllTheTime;
    private long changedMeanwhile;

    private Churn() {}

    /** Prints what came of it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new Churn().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void run(int ownPort, int othersPort) throws IOException, InterruptedException {
        OwnListener own = new OwnListener(ownPort);
        try (ChurnActor other = new ChurnActor(othersPort);
                ActorProcess ballast = ballast()) {
            own.open(); // what is loaded or opened once is there before the descriptors are counted
            ports.sockets().read(SocketQuery.all().withBound());
            own.shut();
            long before = descriptors();
            churning.add(new ChurningPort(ownPort, ProcessHandle.current().pid(), own));
            churning.add(new ChurningPort(othersPort, other.pid(), other));
            churning.forEach(ChurningPort::start);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            churn(WARM_UP_ROUNDS, deadline);
            say("residentBefore", resident());
            churn(WARM_UP_ROUNDS + ROUNDS / 2, deadline);
            say("residentAfter" + ROUNDS / 2, resident());
            churn(WARM_UP_ROUNDS + ROUNDS, deadline);
            say("residentAfter" + ROUNDS, resident());
            for (ChurningPort port : churning) {
                port.end();
            }
            say("descriptorsBefore", before);
            say("descriptorsAfter", descriptors());
            say("ballast", ballast.sockets().size());
        }
        say("rounds", rounds() - WARM_UP_ROUNDS);
        say("reads", reads);
        say("readsWithOwners", readsWithOwners);
        say("openAllTheTime", openAllTheTime);
        say("openAllTheTimeWithOwners", openAllTheTimeWithOwners);
        say("shutAllTheTime", shutAllTheTime);
        say("changedMeanwhile", changedMeanwhile);
    }

    private static ActorProcess ballast() {
        List<String> options = new ArrayList<>(List.of("--fork-idle", BYSTANDERS + ""));
        for (int i = 0; i < BALLAST; i++) {
            options.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        return ActorProcess.start(options.toArray(String[]::new));
    }

    /** Until there were so many rounds in all. */
    private void churn(int enough, long deadline) {
        while (rounds() < enough) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(rounds() + " rounds and " + reads + " reads in " + PATIENCE);
            }
            if (reads % ONE_UNDISTURBED_IN != 0) {
                churning.forEach(ChurningPort::toggle);
            }
            read(
                    reads % ONE_WITH_OWNERS_IN == 0
                            ? SocketQuery.tcp()
                            : SocketQuery.tcp().withoutOwners());
        }
    }

    private long rounds() {
        return churning.stream().mapToLong(ChurningPort::rounds).sum();
    }

    private void read(SocketQuery query) {
        long[] before = churning.stream().mapToLong(ChurningPort::moment).toArray();
        List<SocketEntry> sockets = ports.sockets().read(query.listening()).list();
        long[] after = churning.stream().mapToLong(ChurningPort::moment).toArray();
        if (sockets.size() < BALLAST) {
            System.out.println("wrong=only " + sockets.size() + " sockets");
        }
        for (int i = 0; i < before.length; i++) {
            ChurningPort port = churning.get(i);
            List<SocketEntry> shown = sockets.stream()
                    .filter(socket -> socket.localPort() == port.number())
                    .toList();
            judge(port, before[i], after[i], shown, query.owners());
        }
        reads++;
        readsWithOwners += query.owners() ? 1 : 0;
    }

    private void judge(ChurningPort port, long before, long after, List<SocketEntry> shown, boolean owners) {
        boolean unchanged = before == after;
        if (unchanged && ChurningPort.isOpen(before)) {
            openAllTheTime++;
            openAllTheTimeWithOwners += owners ? 1 : 0;
            expect(shown.size() == 1, "open all the time and not shown once", port, shown);
            expect(!owners || shown.stream().allMatch(socket -> isOf(port, socket)), "not its pid", port, shown);
        } else if (unchanged && ChurningPort.isShut(before)) {
            shutAllTheTime++;
            expect(shown.isEmpty(), "closed all the time and shown", port, shown);
        } else {
            changedMeanwhile++;
            // closed after it was listed, nobody has it any more
            boolean truthful = shown.stream().allMatch(socket -> isOf(port, socket) || isOfNobody(socket));
            expect(!owners || truthful, "a wrong pid", port, shown);
        }
    }

    private static boolean isOf(ChurningPort port, SocketEntry socket) {
        Owner owner = socket.owner();
        return owner.kind() == Owner.Kind.KNOWN
                && owner.processes().stream().map(ProcessId::pid).toList().equals(List.of(port.pid()));
    }

    private static boolean isOfNobody(SocketEntry socket) {
        return socket.owner().processes().isEmpty();
    }

    private static void expect(boolean holds, String otherwise, ChurningPort port, List<SocketEntry> shown) {
        if (!holds) {
            System.out.println("wrong=" + otherwise + ": " + port.number() + " of pid " + port.pid() + ": " + shown);
        }
    }

    private static void say(String name, long value) {
        System.out.println(name + "=" + value);
    }

    /** The lowest of some counts: the JVM opens a file for a moment now and then, and what was left open stays open. */
    private static long descriptors() throws IOException {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < COUNTS; i++) {
            try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
                lowest = Math.min(lowest, all.count());
            }
        }
        return lowest;
    }

    /** The lowest for a while, in KiB: what the JVM takes to compile something comes and goes. */
    private static long resident() throws IOException {
        long lowest = Long.MAX_VALUE;
        long until = System.nanoTime() + SETTLING.toNanos();
        while (System.nanoTime() < until) {
            lowest = Math.min(lowest, residentNow());
        }
        return lowest;
    }

    private static long residentNow() throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
        if (!matcher.find()) {
            throw new IOException("no VmRSS in /proc/self/status");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** A listener of this JVM. */
    private static final class OwnListener implements ChurningPort.Listener {
        private final int port;
        private @Nullable ServerSocketChannel channel;

        private OwnListener(int port) {
            this.port = port;
        }

        @Override
        public void open() throws IOException {
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.INET);
            channel = opened;
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public void shut() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
