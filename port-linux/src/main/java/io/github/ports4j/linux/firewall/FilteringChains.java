package io.github.ports4j.linux.firewall;

import io.github.ports4j.linux.firewall.iptables.IptablesTables;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.Translation;
import io.github.ports4j.spi.FilterMark;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The base chains that can keep packets to this host out, and whose they are. What rules of ours do does not count. */
final class FilteringChains {
    private static final Set<Hook> BEFORE_INPUT = Set.of(Hook.INGRESS, Hook.PREROUTING, Hook.INPUT);
    private static final Set<String> IPTABLES_TABLES = Set.of("raw", "mangle", "nat", "filter", "security");
    private static final Set<String> IPTABLES_CHAINS = Set.of("PREROUTING", "INPUT", "FORWARD");
    private static final int CONNTRACK = -200; // NF_IP_PRI_CONNTRACK; nothing is translated before it
    private static final int V4 = 4;
    private static final int V6 = 16;

    /** Whose a chain is. This set is final. */
    enum Kind {
        FIREWALLD("firewalld"),
        IPTABLES("iptables"),
        LEGACY("iptables-legacy"),
        OTHER("nftables");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A base chain that can keep packets out.
     *
     * @param kind whose it is
     * @param id its name
     * @param base where it is called
     */
    record Layer(Kind kind, ChainId id, BaseChain base) {
        /** Prints {@code ip filter INPUT (iptables): input, priority 0, policy drop}. */
        @Override
        public String toString() {
            return id + " (" + kind + "): " + base.hook().name().toLowerCase(Locale.ROOT) + ", priority "
                    + base.priority() + ", policy " + (base.drops() ? "drop" : "accept");
        }
    }

    private final Ruleset ruleset;
    private final Predicate<InetAddress> local;

    FilteringChains(Ruleset ruleset, Predicate<InetAddress> local) {
        this.ruleset = ruleset;
        this.local = local;
    }

    /** Those chains, in the order in which packets meet them. */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                if (!table.dormant()
                        && !IptablesTables.isUnread(table.id())
                        && chain.base().isPresent()
                        && BEFORE_INPUT.contains(chain.base().get().hook())
                        && (chain.base().get().drops() || table.reaches(chain, this::counts, Statement::mayDrop))) {
                    layers.add(new Layer(
                            kind(table, chain),
                            new ChainId(table.id(), chain.name()),
                            chain.base().get()));
                }
            }
        }
        layers.sort(Comparator.comparing((Layer layer) -> layer.base().hook())
                .thenComparingInt(layer -> layer.base().turn())
                .thenComparingInt(layer -> layer.base().priority()));
        return layers;
    }

    /**
     * The rules without those that no packet to this host can meet: at the beginning, before a destination can have been translated, some are
     * for certain addresses of others only.
     */
    Ruleset withoutRulesForOthers() {
        return new Ruleset(ruleset.tables().stream()
                .map(table -> new Table(
                        table.id(),
                        table.dormant(),
                        table.foreignTongue(),
                        table.chains().stream()
                                .map(chain -> chain.base()
                                                .filter(FilteringChains::isBeforeConntrack)
                                                .isPresent()
                                        ? withoutRulesForOthers(chain)
                                        : chain)
                                .toList()))
                .toList());
    }

    private Chain withoutRulesForOthers(Chain chain) {
        return new Chain(
                chain.name(),
                chain.base(),
                chain.rules().stream().filter(rule -> !isForOthers(rule)).toList());
    }

    private static boolean isBeforeConntrack(BaseChain base) {
        return base.hook() == Hook.PREROUTING && base.turn() < CONNTRACK;
    }

    /** What may filter and could not be read. */
    List<String> unread() {
        return ruleset.tables().stream()
                .filter(table -> IptablesTables.isUnread(table.id()))
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .map(Rule::text)
                .distinct()
                .toList();
    }

    /** Whether packets are sent on to other addresses before they would come in, as those to the published ports of containers are. */
    boolean translates() {
        return ruleset.tables().stream()
                .filter(table -> table.chains().stream()
                        .flatMap(chain -> chain.base().stream())
                        .anyMatch(base -> base.type() == ChainType.NAT && base.hook() == Hook.PREROUTING))
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.statements().stream())
                .anyMatch(statement ->
                        statement instanceof Translation to && to.target() != Translation.Target.THIS_HOST);
    }

    private static Kind kind(Table table, Chain chain) {
        if (IptablesTables.isLegacy(table.id())) {
            return Kind.LEGACY;
        }
        if (table.id().name().equals("firewalld")) {
            return Kind.FIREWALLD;
        }
        TableFamily family = table.id().family();
        boolean ofIptables = (family == TableFamily.IP || family == TableFamily.IP6)
                && IPTABLES_TABLES.contains(table.id().name())
                && IPTABLES_CHAINS.contains(chain.name());
        return ofIptables ? Kind.IPTABLES : Kind.OTHER;
    }

    private boolean counts(Rule rule) {
        return !isOurs(rule) && !isForOthers(rule);
    }

    private static boolean isOurs(Rule rule) {
        return rule.comment().flatMap(FilterMark::parse).isPresent();
    }

    /** Whether it is only for packets to certain addresses that are not of this host: Docker so protects its containers in {@code raw}. */
    private boolean isForOthers(Rule rule) {
        return rule.statements().stream()
                .anyMatch(statement -> statement instanceof Lookup lookup
                        && !lookup.negated()
                        && lookup.key().size() == 1
                        && lookup.key().get(0).field() == Field.DESTINATION_ADDRESS
                        && lookup.elements().stream().allMatch(this::isOther));
    }

    private boolean isOther(Element element) {
        if (!(element.values().get(0) instanceof Span span) || !span.first().equals(span.last())) {
            return false;
        }
        try {
            return !local.test(address(span.first()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of its own length", e);
        }
    }

    /** Numbers do not tell the families apart; small ones of IPv6 are special anyway, and no container has them. */
    private static InetAddress address(BigInteger number) throws UnknownHostException {
        byte[] bytes = new byte[number.bitLength() > V4 * Byte.SIZE ? V6 : V4];
        byte[] digits = number.toByteArray(); // with a sign in front
        for (int i = 1; i <= Math.min(bytes.length, digits.length); i++) {
            bytes[bytes.length - i] = digits[digits.length - i];
        }
        return InetAddress.getByAddress(bytes);
    }
}
