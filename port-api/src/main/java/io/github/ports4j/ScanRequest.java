package io.github.ports4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What to scan, and how. Immutable: each method returns a new request. To make one asks nobody and opens nothing.
 *
 * <pre>{@code
 * ScanRequest.of("localhost").tcp(PortRange.of(1, 1024)).timeout(Duration.ofMillis(500))
 * }</pre>
 */
public final class ScanRequest {
    /** Unless {@link #atMost} says otherwise. */
    private static final long DEFAULT_LIMIT = 20_000_000;

    /** A byte of memory is kept for each. */
    private static final long HIGHEST_LIMIT = 1 << 30;

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    /** A bit of memory is kept for each. */
    private static final int MAX_SHARDS = 1_000_000;

    private static final int MAX_RETRIES = 9;

    private final List<ScanTarget> targets;
    private final PortSet tcp;
    private final PortSet udp;
    private final Duration timeout;
    private final int rate;
    private final int inFlight;
    private final int retries;
    private final long seed;
    private final int shard;
    private final int shards;
    private final long limit;
    private final boolean portable;

    private ScanRequest(Draft draft) {
        targets = draft.targets;
        tcp = draft.tcp;
        udp = draft.udp;
        timeout = draft.timeout;
        rate = draft.rate;
        inFlight = draft.inFlight;
        retries = draft.retries;
        seed = draft.seed;
        shard = draft.shard;
        shards = draft.shards;
        limit = draft.limit;
        portable = draft.portable;
        long addresses = targets.stream()
                .mapToLong(target -> Math.max(1, target.addresses())) // a name stands for one at least
                .sum();
        long probes = addresses * (tcp.size() + udp.size());
        if (probes > limit) {
            throw new IllegalArgumentException(
                    "these are " + probes + " ports of addresses, more than " + limit + "; atMost() allows more");
        }
    }

    /**
     * These hosts, and no port yet.
     *
     * @param hosts names, each of which stands for all its addresses; addresses; blocks such as {@code 192.0.2.0/24}; IPv6
     *     addresses with a zone
     * @throws IllegalArgumentException if there is none, or {@link ScanTarget#parse} refuses one
     */
    public static ScanRequest of(String... hosts) {
        return of(Arrays.asList(hosts));
    }

    /** The same for a list of hosts. */
    public static ScanRequest of(Collection<String> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("no host was named");
        }
        Draft draft = new Draft();
        draft.targets =
                List.copyOf(hosts.stream().map(ScanTarget::parse).collect(Collectors.toCollection(LinkedHashSet::new)));
        return new ScanRequest(draft);
    }

    /**
     * These TCP ports too.
     *
     * @throws IllegalArgumentException if one is outside 1 to 65535
     */
    public ScanRequest tcp(int first, int... more) {
        return tcp(PortSet.of(more).with(PortSet.of(first)));
    }

    /** The TCP ports of this range too. */
    public ScanRequest tcp(PortRange range) {
        return tcp(PortSet.of(List.of(range)));
    }

    /** These TCP ports too. */
    public ScanRequest tcp(PortSet ports) {
        Draft draft = new Draft(this);
        draft.tcp = tcp.with(ports);
        return new ScanRequest(draft);
    }

    /**
     * These UDP ports too.
     *
     * @throws IllegalArgumentException if one is outside 1 to 65535
     */
    public ScanRequest udp(int first, int... more) {
        return udp(PortSet.of(more).with(PortSet.of(first)));
    }

    /** The UDP ports of this range too. */
    public ScanRequest udp(PortRange range) {
        return udp(PortSet.of(List.of(range)));
    }

    /** These UDP ports too. */
    public ScanRequest udp(PortSet ports) {
        Draft draft = new Draft(this);
        draft.udp = udp.with(ports);
        return new ScanRequest(draft);
    }

    /**
     * How long to wait for an answer at most, in whole milliseconds; less is waited for hosts that have been seen to answer sooner.
     * 1.5 seconds unless said.
     *
     * @throws IllegalArgumentException if it is less than a millisecond or more than a minute
     */
    public ScanRequest timeout(Duration ceiling) {
        if (ceiling.compareTo(MIN_TIMEOUT) < 0 || ceiling.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("not a timeout: " + Durations.format(ceiling) + "; it is 1ms to 1m");
        }
        Draft draft = new Draft(this);
        draft.timeout = Duration.ofMillis(ceiling.toMillis());
        return new ScanRequest(draft);
    }

    /**
     * At most so many attempts in a second, evenly spread; as many as go unless said. Of several shards each has its own.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ScanRequest rate(int probesPerSecond) {
        Draft draft = new Draft(this);
        draft.rate = requirePositive(probesPerSecond, "rate");
        return new ScanRequest(draft);
    }

    /**
     * At most so many attempts under way at once. Unless said it is what this process can open without being short of descriptors,
     * and 16,384 at most.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ScanRequest inFlight(int attempts) {
        Draft draft = new Draft(this);
        draft.inFlight = requirePositive(attempts, "number of attempts");
        return new ScanRequest(draft);
    }

    /**
     * How often a port that does not answer is tried again at most: 9 times unless said. Fewer are made where the answers of the
     * host show that none is missing.
     *
     * @throws IllegalArgumentException if it is outside 0 to 9
     */
    public ScanRequest retries(int atMost) {
        if (atMost < 0 || atMost > MAX_RETRIES) {
            throw new IllegalArgumentException("not a number of retries: " + atMost + "; it is 0 to " + MAX_RETRIES);
        }
        Draft draft = new Draft(this);
        draft.retries = atMost;
        return new ScanRequest(draft);
    }

    /** Another order. Ports and hosts are tried in a shuffled order that follows from this number alone; it is 1 unless said. */
    public ScanRequest seed(long number) {
        Draft draft = new Draft(this);
        draft.seed = number;
        return new ScanRequest(draft);
    }

    /**
     * Only one part of the whole. The parts of requests that differ in nothing else have no port in common and leave none out, so
     * they can be scanned by several processes, and {@link ScanReport#merge merged}. The names of hosts must resolve to the same
     * addresses everywhere.
     *
     * @param index from 0 to less than {@code count}
     * @param count how many parts there are, 1 to 1,000,000
     * @throws IllegalArgumentException if there is no such part
     */
    public ScanRequest shard(int index, int count) {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no shard " + index + " of " + count + "; they count from 0");
        }
        if (count > MAX_SHARDS) {
            throw new IllegalArgumentException("these are too many shards: " + count + "; at most " + MAX_SHARDS);
        }
        Draft draft = new Draft(this);
        draft.shard = index;
        draft.shards = count;
        return new ScanRequest(draft);
    }

    /**
     * Allows so many ports of addresses. Without, more than 20,000,000 are refused; a byte of memory is taken for each.
     *
     * @throws IllegalArgumentException if it is less than 1 or more than 1,073,741,824
     */
    public ScanRequest atMost(long ports) {
        if (ports < 1 || ports > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("not a limit: " + ports + "; it is 1 to " + HIGHEST_LIMIT);
        }
        Draft draft = new Draft(this);
        draft.limit = ports;
        return new ScanRequest(draft);
    }

    /** Through the JVM's own channels, also where the system's provider has something faster. */
    public ScanRequest portable() {
        Draft draft = new Draft(this);
        draft.portable = true;
        return new ScanRequest(draft);
    }

    private static int requirePositive(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("not a " + what + ": " + number + "; it is at least 1");
        }
        return number;
    }

    /** The hosts, each once; not empty. */
    public List<ScanTarget> targets() {
        return targets;
    }

    /** The ports of this protocol. */
    public PortSet ports(TransportProtocol protocol) {
        return protocol == TransportProtocol.TCP ? tcp : udp;
    }

    /** How long to wait for an answer at most. */
    public Duration timeout() {
        return timeout;
    }

    /** At most so many attempts in a second; empty for as many as go. */
    public OptionalInt rate() {
        return rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate);
    }

    /** At most so many attempts under way at once; empty for what fits. */
    public OptionalInt inFlight() {
        return inFlight == 0 ? OptionalInt.empty() : OptionalInt.of(inFlight);
    }

    /** How often a port that does not answer is tried again at most. */
    public int retries() {
        return retries;
    }

    /** What the order follows from. */
    public long seed() {
        return seed;
    }

    /** Which part of the whole, from 0. */
    public int shard() {
        return shard;
    }

    /** How many parts the whole has; 1 for the whole itself. */
    public int shards() {
        return shards;
    }

    /** How many ports of addresses are allowed. */
    public long limit() {
        return limit;
    }

    /** Whether only the JVM's own channels are to be used. */
    public boolean isPortable() {
        return portable;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScanRequest that
                && targets.equals(that.targets) // a host may have a name that reads like ports
                && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Prints {@code localhost tcp 22,80 udp 53 timeout 500ms rate 2000 shard 3 of 8}, what is as usual left out. */
    @Override
    public String toString() {
        Draft usual = new Draft();
        return targets.stream().map(ScanTarget::toString).collect(Collectors.joining(" "))
                + (tcp.isEmpty() ? "" : " tcp " + tcp)
                + (udp.isEmpty() ? "" : " udp " + udp)
                + " timeout " + Durations.format(timeout)
                + (rate == 0 ? "" : " rate " + rate)
                + (inFlight == 0 ? "" : " in flight " + inFlight)
                + (retries == usual.retries ? "" : " retries " + retries)
                + (seed == usual.seed ? "" : " seed " + seed)
                + (shards == 1 ? "" : " shard " + (shard + 1) + " of " + shards)
                + (limit == usual.limit ? "" : " at most " + limit)
                + (portable ? " portable" : "");
    }

    /** The fields of a request while it is made. */
    private static final class Draft {
        private List<ScanTarget> targets = new ArrayList<>();
        private PortSet tcp = PortSet.empty();
        private PortSet udp = PortSet.empty();
        private Duration timeout = Duration.ofMillis(1500);
        private int rate;
        private int inFlight;
        private int retries = MAX_RETRIES;
        private long seed = 1;
        private int shard;
        private int shards = 1;
        private long limit = DEFAULT_LIMIT;
        private boolean portable;

        private Draft() {}

        private Draft(ScanRequest request) {
            targets = request.targets;
            tcp = request.tcp;
            udp = request.udp;
            timeout = request.timeout;
            rate = request.rate;
            inFlight = request.inFlight;
            retries = request.retries;
            seed = request.seed;
            shard = request.shard;
            shards = request.shards;
            limit = request.limit;
            portable = request.portable;
        }
    }
}
