package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterHold;
import java.util.Optional;

/**
 * Runs nft's language. Safe for use by many threads.
 *
 * <p>Each method throws {@link NotPermittedException} if this user may not, or there is nothing to run it with; and {@link
 * FirewallException} if it fails otherwise.
 *
 * @see "nft(8), libnftables-json(5)"
 */
public interface Nft {
    /** The program, for what an administrator would run. */
    String PROGRAM = "/usr/sbin/nft";

    /** What can be used here: libnftables, else the program, else one that throws. */
    static Nft of(CommandRunner programs) {
        Optional<String> missing = NftLibrary.missing();
        if (missing.isEmpty()) {
            return new NftLibrary();
        }
        return programs.isThere(PROGRAM) ? new NftProgram(programs) : new MissingNft(missing.get());
    }

    /** {@code nft -a -s -t list ruleset}: all tables, with the numbers of rules and without the elements of named sets. */
    String ruleset();

    /** Answers commands that only list, written in JSON, in JSON. */
    String list(String json);

    /** Makes changes, written as in a file of nft: all of them or none. */
    void change(String text);

    /**
     * Makes changes that end when the answer is closed, or this process ends: tables with {@code flags owner}.
     *
     * @throws io.github.ports4j.UnsupportedFeatureException if this can only be run by a program, with which they would end at once
     */
    FilterHold hold(String text);
}
