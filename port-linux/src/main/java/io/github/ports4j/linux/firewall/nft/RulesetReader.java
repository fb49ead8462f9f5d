package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ports4j.FirewallException;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the rulesets of nf_tables. Neither {@code list ruleset} nor {@code list table} are asked for JSON: for the flags of a table nft 1.0.6
 * then prints what its memory holds. So the chains are listed one by one, which are several questions; the text before and after tells
 * whether it was changed in between.
 */
public final class RulesetReader {
    private static final int ATTEMPTS = 100;

    private final Nft nft;

    /** Reads through this. */
    public RulesetReader(Nft nft) {
        this.nft = nft;
    }

    /**
     * All tables of nf_tables as they are now, with the chains that packets to this host may meet. Those of iptables-nft are not understood in
     * it: see {@link io.github.ports4j.linux.firewall.ruleset.Table#foreignTongue}.
     *
     * @throws io.github.ports4j.NotPermittedException if this user may not, or there is nothing to read them with
     * @throws FirewallException if what nft answers is not understood, or the rules change all the time
     */
    public Ruleset read() {
        return list().ruleset();
    }

    Listing list() {
        String before = nft.ruleset();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Listing> listing = attempt(before);
            String after = nft.ruleset();
            if (listing.isPresent() && before.equals(after)) {
                return listing.get();
            }
            before = after;
        }
        throw changing();
    }

    /** The same, but of no single moment: each chain and each set is whole, but they may not belong together. */
    Listing listLoosely() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Listing> listing = attempt(nft.ruleset());
            if (listing.isPresent()) {
                return listing.get();
            }
        }
        throw changing();
    }

    /** Empty if something went while it was listed. */
    private Optional<Listing> attempt(String text) {
        try {
            return Optional.of(list(text));
        } catch (FirewallException e) {
            if (!NftFailures.isRace(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static FirewallException changing() {
        return new FirewallException(
                List.of(Nft.PROGRAM, "list", "ruleset"),
                -1,
                "",
                "the rules were changed each time while they were read; try again");
    }

    private Listing list(String text) {
        RulesetDecoder decoder = new RulesetDecoder(RulesetText.of(text));
        for (String kind : List.of("chains", "sets", "maps")) {
            decoder.take(nft.list(command(kind, new JsonObject()))); // of all families
        }
        Deque<ChainId> open = new ArrayDeque<>(decoder.base());
        Set<ChainId> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            ChainId chain = open.remove();
            decoder.take(chain, nft.list(command("chain", named(chain))));
            for (Rule rule : decoder.rules(chain)) {
                for (String target : rule.targets()) {
                    ChainId next = new ChainId(chain.table(), target);
                    if (decoder.has(next) && seen.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return decoder.listing();
    }

    private static JsonObject named(ChainId chain) {
        JsonObject name = new JsonObject();
        name.addProperty("family", chain.table().family().toString());
        name.addProperty("table", chain.table().name());
        name.addProperty("name", chain.name());
        return name;
    }

    private static String command(String kind, JsonObject what) {
        JsonObject object = new JsonObject();
        object.add(kind, what);
        JsonObject list = new JsonObject();
        list.add("list", object);
        JsonArray commands = new JsonArray();
        commands.add(list);
        JsonObject root = new JsonObject();
        root.add("nftables", commands);
        return root.toString();
    }
}
