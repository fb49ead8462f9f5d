package io.github.ports4j.spi;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.internal.FirewallRow;
import io.github.ports4j.internal.ValueFactory;
import java.time.Instant;
import java.util.List;

/** Makes a {@link FirewallEntry}. Not safe for use by several threads. */
public final class FirewallEntryBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();

    private final FirewallRow row = new FirewallRow();

    /** Begins a rule with this mark. */
    public FirewallEntryBuilder(
            FilterMark mark,
            FirewallAction action,
            FirewallManager manager,
            TransportProtocol protocol,
            PortRange ports) {
        row.id = mark.id();
        row.label = mark.label().orElse(null);
        row.expires = mark.expires().orElse(null);
        row.process = mark.owner().map(FilterMark.Owner::pid).orElse(0L);
        row.action = action;
        row.manager = manager;
        row.protocol = protocol;
        row.ports = ports;
    }

    /** From where. */
    public FirewallEntryBuilder sources(List<AddressBlock> blocks) {
        row.sources = blocks;
        return this;
    }

    /** By which interface. */
    public FirewallEntryBuilder interfaceName(String name) {
        row.interfaceName = name;
        return this;
    }

    /** When the filter itself ends it, where that is known better than the mark. */
    public FirewallEntryBuilder expires(Instant at) {
        row.expires = at;
        return this;
    }

    /** It as the filter writes it. */
    public FirewallEntryBuilder rules(List<String> texts) {
        row.rules = texts;
        return this;
    }

    /** The rule. */
    public FirewallEntry build() {
        return VALUES.firewallEntry(row);
    }
}
