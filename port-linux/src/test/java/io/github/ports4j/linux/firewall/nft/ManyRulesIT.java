package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.spi.FilterRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules by chance, 1,000 at a time: nft takes them all, and what is listed is what was asked. 3,000 in every build, 100,000 with {@code
 * -Dports4j.series=full}.
 */
@Tag("root")
@Tag("laboratory")
class ManyRulesIT {
    private static final int BATCHES = "full".equals(System.getProperty("ports4j.series")) ? 100 : 3;
    private static final int BATCH = 1_000;

    private final Random random = new Random(4711);

    @Test
    void whatIsListedIsWhatWasAsked() {
        try (OwnNetwork network = OwnNetwork.open()) {
            Nft nft = network.nft();
            NftDenial denial = new NftDenial(nft);
            for (int batch = 0; batch < BATCHES; batch++) {
                Map<String, FirewallRule> asked = new HashMap<>();
                StringBuilder text = new StringBuilder("flush ruleset\n");
                for (int i = 0; i < BATCH; i++) {
                    FilterRequest request = Marks.deny(rule());
                    asked.put(request.mark().id(), request.rule());
                    text.append(denial.prepare(request).commands().get(0).standardInput());
                }
                List<FirewallEntry> entries = network.call(() -> {
                    nft.change(text.toString());
                    return denial.list();
                });
                assertThat(entries).hasSize(BATCH);
                for (FirewallEntry entry : entries) {
                    FirewallRule rule = Objects.requireNonNull(asked.remove(entry.id()), entry.id());
                    assertThat(entry.protocol()).isEqualTo(rule.protocol());
                    assertThat(entry.ports()).isEqualTo(rule.ports());
                    assertThat(entry.interfaceName()).isEqualTo(rule.interfaceName());
                    assertThat(spans(entry.sources())).as("%s", rule).isEqualTo(spans(rule.sources()));
                }
            }
        }
    }

    /** The kernel joins blocks that touch each other. */
    private static List<List<Span>> spans(List<AddressBlock> blocks) {
        return Stream.of(AddressFamily.values())
                .map(family -> Span.joined(blocks.stream()
                        .filter(block -> block.family() == family)
                        .map(Span::of)
                        .toList()))
                .toList();
    }

    private FirewallRule rule() {
        int first = 1 + random.nextInt(65_535);
        int last = random.nextBoolean() ? first : first + random.nextInt(65_536 - first);
        FirewallRule rule = FirewallRule.of(
                random.nextBoolean() ? TransportProtocol.TCP : TransportProtocol.UDP, PortRange.of(first, last));
        if (random.nextInt(5) == 0) {
            rule = rule.fromAny();
        } else {
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                rule = rule.from(List.of(block()));
            }
        }
        if (random.nextInt(3) == 0) {
            rule = rule.onInterface(name("abcXYZ019._-", 15));
        }
        if (random.nextInt(3) == 0) {
            rule = rule.labelled(name("abcXYZ019._-", 16));
        }
        return random.nextInt(3) == 0 ? rule.lasting(Duration.ofSeconds(3600 + random.nextInt(1 << 24))) : rule;
    }

    private String name(String letters, int longest) {
        StringBuilder name = new StringBuilder("a");
        int length = random.nextInt(longest);
        for (int i = 0; i < length; i++) {
            name.append(letters.charAt(random.nextInt(letters.length())));
        }
        return name.toString();
    }

    private AddressBlock block() {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        int length = random.nextInt(bytes.length * 8 + 1);
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return address.getAddress().length == bytes.length ? new AddressBlock(address, length) : block();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
