package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The programs of one variant of iptables. Never asks {@code iptables-legacy -S}: that makes the table it is asked for, while
 * iptables-legacy-save prints only those that are there.
 *
 * @see "iptables(8), iptables-save(8), iptables-restore(8)"
 */
public final class IptablesPrograms {
    private static final List<String> FOLDERS = List.of("/usr/sbin/", "/sbin/");
    private static final List<String> WAIT = List.of("-w", "5"); // for the lock that other callers of iptables hold

    private static final int RESOURCE_PROBLEM = 4;
    private static final List<String> RACES = List.of(
            "does a matching rule exist in that chain?", // it was deleted since it was read
            "Another app is currently holding the xtables lock",
            "Resource temporarily unavailable",
            "Device or resource busy");
    private static final Pattern
            CHANGED = // as all that iptables-restore of the old tables says of a rule that it can't find
            Pattern.compile("restore: line [0-9]+ failed$", Pattern.MULTILINE);
    private static final String UNTOLD = "is incompatible, use 'nft' tool";

    private final CommandRunner programs;
    private final Variant variant;
    private final String folder;
    private final String infix;

    private IptablesPrograms(CommandRunner programs, Variant variant, String folder, String infix) {
        this.programs = programs;
        this.variant = variant;
        this.folder = folder;
        this.infix = infix;
    }

    /** Those of this variant; empty if they are not installed. */
    public static Optional<IptablesPrograms> find(CommandRunner programs, Variant variant) {
        for (String folder : FOLDERS) {
            if (programs.isThere(folder + "iptables-" + variant.infix() + "-save")) {
                return Optional.of(new IptablesPrograms(programs, variant, folder, "-" + variant.infix()));
            }
        }
        for (String folder : FOLDERS) {
            if (programs.isThere(folder + "iptables-save")
                    && programs.isThere(folder + "iptables")
                    && variant.isOf(programs.run(FirewallCommand.of(folder + "iptables", "-V"))
                            .out())) {
                return Optional.of(new IptablesPrograms(programs, variant, folder, ""));
            }
        }
        return Optional.empty();
    }

    /** Their variant. */
    public Variant variant() {
        return variant;
    }

    /** The tables of this family that are there; without those that iptables can't tell. */
    List<SavedTable> save(AddressFamily family) {
        FirewallCommand command = saving(family);
        return tables(command, run(command));
    }

    private FirewallCommand saving(AddressFamily family) {
        return new FirewallCommand(List.of(program(family, "-save")), "");
    }

    private static List<SavedTable> tables(FirewallCommand command, CommandResult result) {
        return SavedTable.parse(result.out()).orElseThrow(() -> notUnderstood(command, result));
    }

    private static FirewallException notUnderstood(FirewallCommand command, CommandResult result) {
        return new FirewallException(command.argv(), result.exit(), result.out(), "this output is not understood");
    }

    /**
     * The rules of a chain, none if it is not there. Empty if iptables can't tell them: somebody has put a rule of nft's own into it, for
     * which it has no words. Where such a rule is in another chain of the table, only iptables-save says nothing of this one.
     */
    Optional<List<SavedRule>> rules(AddressFamily family, String table, String chain) {
        FirewallCommand command = saving(family);
        CommandResult saved = run(command);
        if (SavedTable.untold(saved.out()).contains(table)) {
            return listed(one(family, table, List.of("-S", chain)));
        }
        return Optional.of(tables(command, saved).stream()
                .filter(found -> found.name().equals(table))
                .flatMap(found -> found.rules(chain).stream())
                .toList());
    }

    private Optional<List<SavedRule>> listed(FirewallCommand command) {
        CommandResult result = programs.run(command);
        if (result.exit() != 0 && result.err().contains(UNTOLD)) {
            return Optional.empty();
        }
        List<SavedRule> rules = new ArrayList<>();
        for (String line : succeeded(command, result).out().lines().toList()) {
            if (!line.startsWith("-P ")) { // its policy
                rules.add(SavedRule.parse(line).orElseThrow(() -> notUnderstood(command, result)));
            }
        }
        return Optional.of(rules);
    }

    /** Inserts or deletes one rule. */
    FirewallCommand one(AddressFamily family, String table, List<String> change) {
        List<String> argv = new ArrayList<>(List.of(program(family, "")));
        argv.addAll(WAIT);
        if (!table.equals("filter")) {
            argv.addAll(List.of("-t", table));
        }
        argv.addAll(change);
        return new FirewallCommand(argv, "");
    }

    /** Inserts and deletes several, all of them or none. No word of a change needs quotes. */
    FirewallCommand all(AddressFamily family, String table, List<List<String>> changes) {
        List<String> argv = new ArrayList<>(List.of(program(family, "-restore")));
        argv.addAll(WAIT);
        argv.add("--noflush");
        StringBuilder text = new StringBuilder("*" + table + "\n");
        changes.forEach(change -> text.append(String.join(" ", change)).append('\n'));
        return new FirewallCommand(argv, text.append("COMMIT\n").toString());
    }

    /**
     * Runs it.
     *
     * @throws NotPermittedException if this user may not
     * @throws FirewallException if it fails
     */
    CommandResult run(FirewallCommand command) {
        return succeeded(command, programs.run(command));
    }

    private static CommandResult succeeded(FirewallCommand command, CommandResult result) {
        String said = result.err().isBlank() ? result.out() : result.err();
        if (result.exit() != 0 && (said.contains("you must be root") || said.contains("Operation not permitted"))) {
            throw new NotPermittedException("to run " + command.argv().get(0), "it needs CAP_NET_ADMIN");
        }
        if (result.exit() != 0) {
            throw new FirewallException(command.argv(), result.exit(), said.strip(), "no rule was changed by it");
        }
        return result;
    }

    /**
     * Whether it failed only because others hold the lock, or have changed rules since they were read.
     *
     * @see "iptables 1.8.9, include/xtables.h, enum xtables_exittype; iptables/xshared.c, xtables_lock"
     */
    static boolean isRace(FirewallException failure) {
        return failure.exit() == RESOURCE_PROBLEM
                || RACES.stream().anyMatch(failure.output()::contains)
                || CHANGED.matcher(failure.output()).find();
    }

    private String program(AddressFamily family, String suffix) {
        return folder + (family == AddressFamily.IPV4 ? "iptables" : "ip6tables") + infix + suffix;
    }
}
