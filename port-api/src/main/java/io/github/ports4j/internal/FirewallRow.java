package io.github.ports4j.internal;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one rule on their way from {@code FirewallEntryBuilder} into a {@code FirewallEntry}. */
public final class FirewallRow {
    public @Nullable String id;
    public @Nullable FirewallAction action;
    public @Nullable FirewallManager manager;
    public @Nullable TransportProtocol protocol;
    public @Nullable PortRange ports;
    public List<AddressBlock> sources = List.of();
    public @Nullable String interfaceName;
    public @Nullable String label;
    public @Nullable Instant expires;
    public long process;
    public List<String> rules = List.of();
}
