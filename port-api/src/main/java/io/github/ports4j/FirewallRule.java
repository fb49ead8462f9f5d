package io.github.ports4j;

import io.github.ports4j.internal.RuleLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is to be let in or kept out: connections from some sources to a port, or some ports, of this host. Immutable: each method
 * gives a new rule. A rule needs sources before {@link Firewall} takes it: {@link #from} or {@link #fromAny()}.
 *
 * <pre>{@code
 * FirewallRule.tcp(8080).from("192.168.1.0/24").lasting(Duration.ofMinutes(10))
 * }</pre>
 */
public final class FirewallRule {
    /** The longest that a rule may last. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,14}");

    private final TransportProtocol protocol;
    private final PortRange ports;
    private final List<AddressBlock> sources;
    private final Optional<String> interfaceName;
    private final Optional<Duration> lasting;
    private final Optional<String> label;
    private final boolean intoBlockingChain;
    private final boolean endingWithProcess;

    private FirewallRule(
            TransportProtocol protocol,
            PortRange ports,
            List<AddressBlock> sources,
            Optional<String> interfaceName,
            Optional<Duration> lasting,
            Optional<String> label,
            boolean intoBlockingChain,
            boolean endingWithProcess) {
        this.protocol = protocol;
        this.ports = ports;
        this.sources = sources;
        this.interfaceName = interfaceName;
        this.lasting = lasting;
        this.label = label;
        this.intoBlockingChain = intoBlockingChain;
        this.endingWithProcess = endingWithProcess;
    }

    /**
     * A rule for one TCP port.
     *
     * @throws IllegalArgumentException if it is outside 1 to 65535
     */
    public static FirewallRule tcp(int port) {
        return tcp(PortRange.of(port, port));
    }

    /** A rule for some TCP ports. */
    public static FirewallRule tcp(PortRange ports) {
        return of(TransportProtocol.TCP, ports);
    }

    /**
     * A rule for one UDP port.
     *
     * @throws IllegalArgumentException if it is outside 1 to 65535
     */
    public static FirewallRule udp(int port) {
        return udp(PortRange.of(port, port));
    }

    /** A rule for some UDP ports. */
    public static FirewallRule udp(PortRange ports) {
        return of(TransportProtocol.UDP, ports);
    }

    /** A rule for some ports. */
    public static FirewallRule of(TransportProtocol protocol, PortRange ports) {
        return new FirewallRule(
                Objects.requireNonNull(protocol, "protocol"),
                Objects.requireNonNull(ports, "ports"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /**
     * For these sources, in addition to those named before: addresses and blocks such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException if one is neither; names are none, as what they stand for changes
     */
    public FirewallRule from(String... blocks) {
        List<AddressBlock> parsed = new ArrayList<>();
        for (String block : blocks) {
            parsed.add(AddressBlock.parse(block));
        }
        return from(parsed);
    }

    /** For these sources, in addition to those named before. A source that is within another is left out. */
    public FirewallRule from(List<AddressBlock> blocks) {
        LinkedHashSet<AddressBlock> all = new LinkedHashSet<>(sources);
        all.addAll(blocks);
        List<AddressBlock> widest = all.stream()
                .filter(block -> all.stream().noneMatch(other -> !other.equals(block) && other.contains(block)))
                .toList();
        return new FirewallRule(
                protocol, ports, widest, interfaceName, lasting, label, intoBlockingChain, endingWithProcess);
    }

    /** For every source, IPv4 and IPv6. */
    public FirewallRule fromAny() {
        return from(List.of(AddressBlock.all(AddressFamily.IPV4), AddressBlock.all(AddressFamily.IPV6)));
    }

    /**
     * Only for what comes in by this interface. Without it a rule is for all but the loopback interface, to which no rule of ours
     * applies.
     *
     * @throws IllegalArgumentException if that can't be the name of one: letters, digits, {@code . _ -}, at most 15 characters
     */
    public FirewallRule onInterface(String name) {
        if (!INTERFACE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not the name of an interface: '" + Printable.of(name) + "'; write one such as eth0");
        }
        return new FirewallRule(
                protocol, ports, sources, Optional.of(name), lasting, label, intoBlockingChain, endingWithProcess);
    }

    /**
     * For this long; without it until it is closed. A part of a second counts as a whole one.
     *
     * @throws IllegalArgumentException if it is not positive, or more than {@link #LONGEST}
     */
    public FirewallRule lasting(Duration duration) {
        return new FirewallRule(
                protocol,
                ports,
                sources,
                interfaceName,
                Optional.of(wholeSeconds(duration)),
                label,
                intoBlockingChain,
                endingWithProcess);
    }

    static Duration wholeSeconds(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a rule lasts at least a moment and at most " + LONGEST.toDays()
                    + " days, not " + Durations.format(duration));
        }
        return Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds());
    }

    /**
     * With a name of the caller's choice, by which the rule can be found again.
     *
     * @throws IllegalArgumentException if it is not 1 to 16 letters, digits and {@code . _ -}
     */
    public FirewallRule labelled(String text) {
        if (!RuleLabel.is(text)) {
            throw new IllegalArgumentException(
                    "not a label: '" + Printable.of(text) + "'; 1 to 16 letters, digits and . _ -");
        }
        return new FirewallRule(
                protocol,
                ports,
                sources,
                interfaceName,
                lasting,
                Optional.of(text),
                intoBlockingChain,
                endingWithProcess);
    }

    /**
     * Permits a rule at the head of the chain of nf_tables that keeps the packets out, although somebody else made that chain. Without
     * this such a port stays {@link FirewallEffect#BLOCKED}, as no rule elsewhere can open it.
     */
    public FirewallRule intoBlockingChain() {
        return new FirewallRule(protocol, ports, sources, interfaceName, lasting, label, true, endingWithProcess);
    }

    /**
     * Has the kernel end the rule together with this process, however that ends. Only for {@link Firewall#deny}: to open so is an {@link
     * IllegalArgumentException}. Only on Linux 5.12 or later with libnftables, else {@link UnsupportedFeatureException}. Such a rule
     * can't be {@linkplain FirewallLease#detach() detached}.
     */
    public FirewallRule endingWithProcess() {
        return new FirewallRule(protocol, ports, sources, interfaceName, lasting, label, intoBlockingChain, true);
    }

    /** The protocol. */
    public TransportProtocol protocol() {
        return protocol;
    }

    /** The ports. */
    public PortRange ports() {
        return ports;
    }

    /** From where; none of these is within another, and there is none before {@link #from} or {@link #fromAny()}. */
    public List<AddressBlock> sources() {
        return sources;
    }

    /** The sources of this family. */
    public List<AddressBlock> sources(AddressFamily family) {
        return sources.stream().filter(block -> block.family() == family).toList();
    }

    /** Whether every source of both families is meant. */
    public boolean isFromAny() {
        return isAny(sources);
    }

    private static boolean isAny(List<AddressBlock> blocks) {
        return blocks.stream().filter(AddressBlock::isAll).count() == AddressFamily.values().length;
    }

    /** The interface by which packets come in. */
    public Optional<String> interfaceName() {
        return interfaceName;
    }

    /** For how long, in whole seconds. */
    public Optional<Duration> lasting() {
        return lasting;
    }

    /** The caller's name for it. */
    public Optional<String> label() {
        return label;
    }

    /** Whether a rule may go into somebody else's chain. */
    public boolean isIntoBlockingChain() {
        return intoBlockingChain;
    }

    /** Whether the kernel is to end it with this process. */
    public boolean isEndingWithProcess() {
        return endingWithProcess;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FirewallRule that
                && protocol == that.protocol
                && ports.equals(that.ports)
                && sources.equals(that.sources)
                && interfaceName.equals(that.interfaceName)
                && lasting.equals(that.lasting)
                && label.equals(that.label)
                && intoBlockingChain == that.intoBlockingChain
                && endingWithProcess == that.endingWithProcess;
    }

    @Override
    public int hashCode() {
        return Objects.hash(protocol, ports, sources, interfaceName, lasting, label);
    }

    /** Prints {@code 8080/tcp from 192.168.1.0/24 on eth0 for 10m}. */
    @Override
    public String toString() {
        return ports + "/" + protocol + " from " + sourcesText(sources)
                + interfaceName.map(name -> " on " + name).orElse("")
                + lasting.map(duration -> " for " + Durations.format(duration)).orElse("")
                + label.map(text -> " (" + text + ")").orElse("");
    }

    static String sourcesText(List<AddressBlock> sources) {
        return isAny(sources)
                ? "any"
                : sources.isEmpty()
                        ? "nobody"
                        : String.join(
                                ", ",
                                sources.stream().map(AddressBlock::toString).toList());
    }
}
