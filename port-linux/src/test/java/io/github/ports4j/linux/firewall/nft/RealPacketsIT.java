package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Questions;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.spi.FilterVerdict;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is said of rulesets by chance, against what becomes of real packets between two namespaces. {@code -Dports4j.rulesets=N} tries
 * more of them, {@code -Dports4j.seed=S} others.
 */
@Tag("root")
@Tag("laboratory")
class RealPacketsIT {
    private static final int RULESETS =
            Integer.getInteger("ports4j.rulesets", "full".equals(System.getProperty("ports4j.series")) ? 500 : 50);
    private static final long SEED = Long.getLong("ports4j.seed", 20261128);

    @Test
    void theKernelDoesWhatIsSaid() throws IOException {
        Map<FilterVerdict.Outcome, Integer> counts = new EnumMap<>(FilterVerdict.Outcome.class);
        try (Cable cable = Cable.lay()) {
            Nft nft = cable.host().nft();
            long seed = SEED;
            for (int i = 0; i < RULESETS; seed++) {
                String text = RandomRuleset.of(seed);
                if (!cable.host().call(() -> isTaken(nft, text))) {
                    continue;
                }
                i++;
                Ruleset ruleset = cable.host().call(() -> {
                    return new RulesetReader(nft).read();
                });
                check(ruleset, cable.connect(), "seed " + seed + "\n" + text, counts);
            }
        }
        assertThat(counts).as("each was met").containsKeys(FilterVerdict.Outcome.values());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(counts.get(FilterVerdict.Outcome.UNKNOWN))
                .as("of %d: %s", all, counts)
                .isLessThan(all / 3);
    }

    /** nft refuses to ask a packet for two protocols at once, the kernel a circle of jumps; everything else they take. */
    private static boolean isTaken(Nft nft, String text) {
        try {
            nft.change(text);
            return true;
        } catch (FirewallException e) {
            assertThat(e.output())
                    .containsAnyOf(
                            "conflicting protocols specified",
                            "cannot use tcp reset with this protocol",
                            "Too many links");
            return false;
        }
    }

    private static void check(
            Ruleset ruleset, Map<Cable.Way, Boolean> open, String text, Map<FilterVerdict.Outcome, Integer> counts) {
        Evaluation evaluation = new Evaluation(
                ruleset,
                address ->
                        address.isLoopbackAddress() || address.getHostAddress().equals(Cable.HOST));
        open.forEach((way, connected) -> {
            FilterVerdict verdict = ask(evaluation, way.port() + "/" + way.protocol() + " from " + way.source());
            counts.merge(verdict.outcome(), 1, Integer::sum);
            if (verdict.outcome() != FilterVerdict.Outcome.UNKNOWN) {
                assertThat(verdict.outcome())
                        .as("%s, connected: %s, said: %s%n%s", way, connected, verdict, text)
                        .isEqualTo(connected ? FilterVerdict.Outcome.OPEN : FilterVerdict.Outcome.CLOSED);
            }
        });
        for (TransportProtocol protocol : TransportProtocol.values()) {
            checkAll(evaluation, open, protocol, "10.0.0.4/30", text, counts);
            checkAll(evaluation, open, protocol, "fd00:9::4/127", text, counts);
        }
    }

    /** All ports from all sources of a family at once. */
    private static void checkAll(
            Evaluation evaluation,
            Map<Cable.Way, Boolean> open,
            TransportProtocol protocol,
            String block,
            String text,
            Map<FilterVerdict.Outcome, Integer> counts) {
        List<Boolean> ways = open.entrySet().stream()
                .filter(way -> way.getKey().protocol() == protocol
                        && way.getKey().source().contains(":") == block.contains(":"))
                .map(Map.Entry::getValue)
                .toList();
        String ports = Cable.FIRST_PORT + "-" + (Cable.FIRST_PORT + Cable.PORTS - 1);
        FilterVerdict all = ask(evaluation, ports + "/" + protocol + " from " + block);
        counts.merge(all.outcome(), 1, Integer::sum);
        switch (all.outcome()) {
            case OPEN -> assertThat(ways).as("%s%n%s", all, text).doesNotContain(false);
            case CLOSED -> assertThat(ways).as("%s%n%s", all, text).doesNotContain(true);
            case PARTLY -> assertThat(ways).as("%s%n%s", all, text).contains(false);
            case UNKNOWN -> {}
        }
    }

    private static FilterVerdict ask(Evaluation evaluation, String question) {
        return evaluation.of(Questions.parse(question + " on " + Cable.DEVICE)).verdict();
    }
}
