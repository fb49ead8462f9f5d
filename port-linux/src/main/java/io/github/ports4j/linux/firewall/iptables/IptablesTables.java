package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import io.github.ports4j.posix.CommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What iptables can tell of a host's rules: of those in nf_tables what nft does not show, and the old tables, which nft does not see. */
public final class IptablesTables {
    private static final String LEGACY = " (legacy)";
    private static final String UNREAD = " (not read)";

    private final CommandRunner programs;
    private final Path net;

    /** Of this host. */
    public IptablesTables(CommandRunner programs) {
        this(programs, Path.of("/proc/thread-self/net"));
    }

    IptablesTables(CommandRunner programs, Path net) {
        this.programs = programs;
        this.net = net;
    }

    /** The table that filters, of nf_tables or the old one. */
    public static TableId filter(AddressFamily family, boolean legacy) {
        return new TableId(SavedTables.family(family), "filter" + (legacy ? LEGACY : ""));
    }

    /** Whether this is one of the old tables in {@link #with}. */
    public static boolean isLegacy(TableId id) {
        return id.name().endsWith(LEGACY);
    }

    /**
     * The rules of nf_tables with what only iptables can tell, and with the old tables under names of their own.
     *
     * @throws NotPermittedException if this user may not look
     */
    public Ruleset with(Ruleset ofNft) {
        Ruleset ruleset = ofNft;
        for (AddressFamily family : AddressFamily.values()) {
            ruleset = completed(ruleset, family);
            for (Table table : legacy(family)) {
                ruleset = ruleset.with(table);
            }
        }
        return ruleset;
    }

    /**
     * What can be told where nft is missing: the tables that iptables can read, and in the place of whatever else nf_tables may hold
     * something that may drop. What is dropped by the ones is certain, what they let in is not.
     *
     * @param why why nf_tables can't be read
     * @throws NotPermittedException if this user may not look
     */
    public Ruleset withoutNft(String why) {
        Ruleset ruleset = new Ruleset(List.of());
        Optional<IptablesPrograms> iptables = IptablesPrograms.find(programs, Variant.NFT);
        for (AddressFamily family : AddressFamily.values()) {
            if (iptables.isPresent()) {
                for (SavedTable saved : iptables.get().save(family)) {
                    ruleset = ruleset.with(SavedTables.table(saved, family, saved.name()));
                }
            }
            for (Table table : legacy(family)) {
                ruleset = ruleset.with(table);
            }
            if (NfTables.mayBeThere()) {
                ruleset = ruleset.with(unread("nf_tables", family, "what else nf_tables holds: " + why));
            }
        }
        return ruleset;
    }

    /**
     * Whether the kernel has old tables.
     *
     * @throws NotPermittedException if this user may not know
     */
    public boolean hasLegacyTables() {
        return !legacyNames(AddressFamily.IPV4).isEmpty()
                || !legacyNames(AddressFamily.IPV6).isEmpty();
    }

    /** Whether this stands for tables that could not be read. */
    public static boolean isUnread(TableId id) {
        return id.name().endsWith(UNREAD);
    }

    private Ruleset completed(Ruleset ruleset, AddressFamily family) {
        List<Table> foreign = ruleset.tables().stream()
                .filter(table -> table.foreignTongue() && table.id().family() == SavedTables.family(family))
                .toList();
        Optional<IptablesPrograms> iptables =
                foreign.isEmpty() ? Optional.empty() : IptablesPrograms.find(programs, Variant.NFT);
        if (iptables.isEmpty()) {
            return ruleset; // what is not told stays a question without an answer
        }
        Ruleset completed = ruleset;
        for (SavedTable saved : iptables.get().save(family)) {
            for (Table table : foreign) {
                if (table.id().name().equals(saved.name())) {
                    completed = completed.with(SavedTables.completed(table, saved, family));
                }
            }
        }
        return completed;
    }

    private List<Table> legacy(AddressFamily family) {
        List<String> names = legacyNames(family);
        if (names.isEmpty()) {
            return List.of();
        }
        Optional<IptablesPrograms> iptables = IptablesPrograms.find(programs, Variant.LEGACY);
        if (iptables.isEmpty()) {
            String what = "the old tables " + String.join(", ", names)
                    + ", which can't be read as iptables-legacy is not installed";
            return List.of(unread("old tables", family, what));
        }
        List<Table> tables = new ArrayList<>();
        for (SavedTable saved : iptables.get().save(family)) {
            tables.add(SavedTables.table(saved, family, saved.name() + LEGACY));
        }
        return List.copyOf(tables);
    }

    /**
     * The old tables of this family that the kernel has. It has them from the first call of iptables-legacy on, also if they are empty.
     *
     * @throws NotPermittedException if this user may not know; iptables-legacy-save would then print nothing and call it a success
     */
    private List<String> legacyNames(AddressFamily family) {
        Path file = net.resolve(family == AddressFamily.IPV4 ? "ip_tables_names" : "ip6_tables_names");
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // the module was never loaded
        } catch (AccessDeniedException e) {
            throw new NotPermittedException("to read " + file, "it is root's");
        } catch (IOException e) {
            throw new FirewallException(
                    List.of("read", file.toString()), -1, String.valueOf(e.getMessage()), "see why it can't be read");
        }
    }

    /** In the place of what is there and can't be read: something that may drop, behind all else. */
    private static Table unread(String name, AddressFamily family, String what) {
        BaseChain last = BaseChain.of(Hook.INPUT, ChainType.FILTER, Integer.MAX_VALUE, false);
        Chain chain = new Chain("INPUT", Optional.of(last), List.of(Rule.of(what, new Verdict.Undecided(what))));
        return new Table(new TableId(SavedTables.family(family), name + UNREAD), false, false, List.of(chain));
    }
}
