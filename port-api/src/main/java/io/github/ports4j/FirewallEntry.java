package io.github.ports4j;

import io.github.ports4j.internal.FirewallRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** A rule of ours that is in the filter. Immutable. */
public final class FirewallEntry {
    private final String id;
    private final FirewallAction action;
    private final FirewallManager manager;
    private final TransportProtocol protocol;
    private final PortRange ports;
    private final List<AddressBlock> sources;
    private final Optional<String> interfaceName;
    private final Optional<String> label;
    private final Optional<Instant> expires;
    private final OptionalLong process;
    private final List<String> rules;

    FirewallEntry(FirewallRow row) {
        id = Objects.requireNonNull(row.id, "id");
        action = Objects.requireNonNull(row.action, "action");
        manager = Objects.requireNonNull(row.manager, "manager");
        protocol = Objects.requireNonNull(row.protocol, "protocol");
        ports = Objects.requireNonNull(row.ports, "ports");
        sources = List.copyOf(row.sources);
        interfaceName = Optional.ofNullable(row.interfaceName);
        label = Optional.ofNullable(row.label);
        expires = Optional.ofNullable(row.expires);
        process = row.process == 0 ? OptionalLong.empty() : OptionalLong.of(row.process);
        rules = List.copyOf(row.rules);
    }

    /** Eight hexadecimal digits that no other rule of ours has. */
    public String id() {
        return id;
    }

    /** What it does. */
    public FirewallAction action() {
        return action;
    }

    /** Who manages it. */
    public FirewallManager manager() {
        return manager;
    }

    /** The protocol. */
    public TransportProtocol protocol() {
        return protocol;
    }

    /** The ports. */
    public PortRange ports() {
        return ports;
    }

    /** From where. */
    public List<AddressBlock> sources() {
        return sources;
    }

    /** By which interface. */
    public Optional<String> interfaceName() {
        return interfaceName;
    }

    /** What its maker named it. */
    public Optional<String> label() {
        return label;
    }

    /** When it ends, or may be swept; empty if at no set time. */
    public Optional<Instant> expires() {
        return expires;
    }

    /** The pid of the process that has it; empty if it is to stay without one. */
    public OptionalLong process() {
        return process;
    }

    /** It as the filter writes it. */
    public List<String> rules() {
        return rules;
    }

    /** Prints {@code 1a2b3c4d open 8080/tcp from 192.168.1.0/24 by nftables until 2026-01-01T00:10:00Z}. */
    @Override
    public String toString() {
        return id + " " + action + " " + ports + "/" + protocol + " from " + FirewallRule.sourcesText(sources)
                + interfaceName.map(name -> " on " + name).orElse("") + " by " + manager
                + expires.map(at -> " until " + at).orElse("")
                + (process.isPresent() ? " for pid " + process.getAsLong() : "")
                + label.map(text -> " (" + text + ")").orElse("");
    }
}
