package io.github.ports4j.core.scan;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.ScanReason;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A network in memory with a clock of its own, which moves when somebody waits: hours of scanning take seconds, and the same seed gives
 * the same run. Each host says what becomes of an attempt at a port, which then takes its time or is lost.
 */
final class SimulatedNetwork implements HostProvider, ConnectEngine, HostClock {
    /** An attempt takes the CPU about as long as on a real kernel. */
    private static final long COST = 10_000;

    /** Timers of a second end in steps of this length: 8 jiffies, where a second has 100. */
    private static final long TICK = 80_000_000;

    private static final long REPEATED_AFTER = 1_000_000_000;

    /** What becomes of attempts at one host. */
    static final class Host {
        private final IntFunction<ScanReason> answers;
        private long roundTrip = 200_000;
        private double loss; // per direction
        private Bucket icmp = Bucket.unlimited();
        private int queue = Integer.MAX_VALUE;
        private int queued;
        private long extra;
        private IntPredicate late = port -> false;
        private int repeatedAtOnce = Integer.MAX_VALUE;
        private long repeatedAt;
        private int repeated;

        private Host(IntFunction<ScanReason> answers) {
            this.answers = answers;
        }

        Host roundTrip(Duration time) {
            roundTrip = time.toNanos();
            return this;
        }

        /** Connections take so much longer than refusals. */
        Host connectingAfter(Duration time) {
            extra = time.toNanos();
            return this;
        }

        /**
         * What these ports say is heard only when the system sends again by itself, after a second. It does so for all that began in the
         * same tick at once, and the line drops what is more than so many then.
         */
        Host toldLate(IntPredicate ports, int atOnce) {
            late = ports;
            repeatedAtOnce = atOnce;
            return this;
        }

        private boolean takesRepeated(long at) {
            repeated = at == repeatedAt ? repeated + 1 : 1;
            repeatedAt = at;
            return repeated <= repeatedAtOnce;
        }

        Host losing(double perDirection) {
            loss = perDirection;
            return this;
        }

        /** Refusals go through this bucket, which hosts may share. */
        Host refusing(Bucket bucket) {
            icmp = bucket;
            return this;
        }

        /** The line takes so many attempts at once and drops others. */
        Host queueOf(int attempts) {
            queue = attempts;
            return this;
        }
    }

    /** How Linux limits ICMP to one address. */
    static final class Bucket {
        private final double perSecond;
        private double tokens = 6;
        private long at;

        private Bucket(double perSecond) {
            this.perSecond = perSecond;
        }

        static Bucket unlimited() {
            return new Bucket(Double.POSITIVE_INFINITY);
        }

        static Bucket ofLinux() {
            return new Bucket(1);
        }

        private boolean take(long now) {
            if (perSecond == Double.POSITIVE_INFINITY) {
                return true;
            }
            tokens = Math.min(6, tokens + (now - at) / 1e9 * perSecond);
            at = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    private record Arrival(
            long at, long order, int slot, int attempt, ScanReason reason, Host from, boolean repeated) {}

    private final SplittableRandom random; // not Random, whose numbers are not independent enough for this
    private final Map<InetAddress, Host> hosts = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final List<Long> times = new ArrayList<>();
    private final Map<String, Supplier<List<InetAddress>>> names = new HashMap<>();
    private long nanos;
    private long order;
    private int descriptors = 20_000;
    private int capacity = 16_384;
    private int open;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private long shortSince;
    private long backIn;
    private int backTo;
    private Duration late = Duration.ZERO;
    private boolean tellsResets = true;

    SimulatedNetwork(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A host at this address; what becomes of an attempt at a port: {@link ScanReason#NO_ANSWER} for nothing. */
    Host host(String address, IntFunction<ScanReason> answers) {
        Host host = new Host(answers);
        try {
            hosts.put(InetAddress.getByName(address), host);
        } catch (UnknownHostException e) {
            throw new AssertionError("a literal", e);
        }
        return host;
    }

    /** From now on so many descriptors can be open at once. */
    void descriptors(int count) {
        descriptors = count;
    }

    /** When there are none, there are so many again after this time. */
    void descriptorsComeBackAfter(Duration time, int count) {
        backIn = time.toNanos();
        backTo = count;
    }

    /** What this is said to be able to have under way at once. */
    void capacity(int count) {
        capacity = count;
    }

    /** Some errors are told so late. */
    void lateErrors(Duration time) {
        late = time;
    }

    /** Resets and errors of the way look alike. */
    void withoutTellingResets() {
        tellsResets = false;
    }

    /** How many attempts were made at each port of each address, such as {@code 192.0.2.1:80}. */
    Map<String, Integer> attempts() {
        return attempts;
    }

    /** When each attempt was made, in nanoseconds. */
    List<Long> times() {
        return times;
    }

    int openDescriptors() {
        return open;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Availability availability() {
        return Availability.available();
    }

    @Override
    public Optional<ConnectEngine> connectEngine() {
        return Optional.of(this);
    }

    /** Without one of its own: what is scanned is elsewhere. */
    @Override
    public NetworkInterfaces interfaces() {
        return new NetworkInterfaces() {
            @Override
            public List<NetworkInterfaceInfo> list() {
                return List.of();
            }

            @Override
            public List<DefaultRoute> defaultRoutes() {
                return List.of();
            }
        };
    }

    @Override
    public HostClock clock() {
        return this;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        nanos += time.toNanos();
    }

    @Override
    public boolean supports(TransportProtocol protocol) {
        return true;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public Duration lateErrors() {
        return late;
    }

    @Override
    public boolean tellsResets() {
        return tellsResets;
    }

    /**
     * A name stands for the address, which is found out when the gate opens.
     *
     * @param asked opens when the name is asked for
     */
    void name(String name, String address, CountDownLatch asked, CountDownLatch opened) {
        names.put(name, () -> {
            asked.countDown();
            try {
                opened.await();
                return List.of(InetAddress.getByName(address));
            } catch (InterruptedException | UnknownHostException e) {
                throw new AssertionError(name, e);
            }
        });
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        if (!names.containsKey(name)) {
            throw new UnknownHostException(name);
        }
        return names.get(name).get();
    }

    /** Has scans wait before their first attempt until {@link #release}, so that who listens is there by then. */
    SimulatedNetwork held() {
        gate = new CountDownLatch(1);
        return this;
    }

    void release() {
        gate.countDown();
    }

    @Override
    public Connector open(TransportProtocol protocol, List<InetAddress> targets, int slots) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this thread", e);
        }
        return new Line(targets, slots);
    }

    /** The attempts of one thread. */
    private final class Line implements Connector {
        private final List<InetAddress> targets;
        private final int[] current;
        private final PriorityQueue<Arrival> arrivals =
                new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::order));

        private Line(List<InetAddress> targets, int slots) {
            this.targets = targets;
            current = new int[slots];
        }

        @Override
        public ScanReason connect(int slot, int target, int port) {
            if (current[slot] > 0) {
                throw new IllegalStateException("slot " + slot + " is in use");
            }
            nanos += COST;
            if (descriptors == 0 && backIn > 0 && shortSince == 0) {
                shortSince = nanos;
            }
            if (shortSince > 0 && nanos - shortSince > backIn) {
                descriptors = backTo;
                shortSince = 0;
                backIn = 0;
            }
            if (open >= descriptors) {
                return ScanReason.NO_DESCRIPTOR;
            }
            times.add(nanos);
            String key = targets.get(target).getHostAddress() + ":" + port;
            attempts.merge(key, 1, Integer::sum);
            Host host = hosts.get(targets.get(target));
            ScanReason reason = host == null ? ScanReason.NO_ANSWER : host.answers.apply(port);
            if (reason.state() == io.github.ports4j.ScanState.UNTRIED) {
                return reason;
            }
            open++;
            current[slot] = Math.abs(current[slot]) + 1;
            if (host != null && host.repeatedAtOnce != Integer.MAX_VALUE) {
                ScanReason again = host.late.test(port) ? reason : ScanReason.NO_ANSWER;
                long tick = (nanos + REPEATED_AFTER + TICK - 1) / TICK * TICK;
                arrivals.add(new Arrival(tick, order++, slot, current[slot], again, host, true));
            }
            if (host != null && !host.late.test(port) && reason != ScanReason.NO_ANSWER && arrives(host, reason)) {
                host.queued++;
                long late = reason == ScanReason.CONNECTED ? host.extra : 0;
                arrivals.add(
                        new Arrival(nanos + host.roundTrip + late, order++, slot, current[slot], reason, host, false));
            }
            return ScanReason.PENDING;
        }

        private boolean arrives(Host host, ScanReason reason) {
            boolean there = random.nextDouble() >= host.loss && host.queued < host.queue;
            if (!there || (reason == ScanReason.REFUSED && !host.icmp.take(nanos + host.roundTrip / 2))) {
                return false;
            }
            return random.nextDouble() >= host.loss;
        }

        @Override
        public void poll(long wait, Listener listener) {
            long end = nanos + wait;
            boolean heard = false;
            while (!arrivals.isEmpty() && arrivals.peek().at() <= (heard ? nanos : end)) {
                Arrival arrival = arrivals.remove();
                nanos = Math.max(nanos, arrival.at());
                boolean told = !arrival.repeated();
                if (told) {
                    arrival.from().queued--;
                } else if (current[arrival.slot()] == arrival.attempt()) {
                    told = arrival.from().takesRepeated(arrival.at()) && arrival.reason() != ScanReason.NO_ANSWER;
                }
                if (told && current[arrival.slot()] == arrival.attempt()) {
                    free(arrival.slot());
                    heard = true;
                    listener.ended(arrival.slot(), arrival.reason());
                }
            }
            if (!heard) {
                nanos = end;
            }
        }

        @Override
        public ScanReason abandon(int slot) {
            free(slot);
            return ScanReason.NO_ANSWER;
        }

        private void free(int slot) {
            if (current[slot] <= 0) {
                throw new IllegalStateException("slot " + slot + " is not in use");
            }
            current[slot] = -current[slot];
            open--;
        }

        @Override
        public void close() {
            for (int slot = 0; slot < current.length; slot++) {
                if (current[slot] > 0) {
                    free(slot);
                }
            }
        }
    }
}
