package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.spi.FilterMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where rules of ours are, and how they look there. This set is final.
 *
 * <p>Denials are in {@code mangle} and not in {@code raw}: they are for new connections, and before conntrack has looked at a packet an
 * answer to a connection from this host, whose own port is among those denied, can't be told from one.
 */
enum Place {
    /** Lets in at the head of the chain that decides. */
    OPENING(FirewallAction.OPEN, "filter", "INPUT", "", "ACCEPT"),
    /** Drops behind conntrack (-200) and before a published port gets its other destination (-100). */
    DENIAL(
            FirewallAction.DENY,
            "mangle",
            "PREROUTING",
            "-m addrtype --dst-type LOCAL -m conntrack ! --ctstate RELATED,ESTABLISHED",
            "DROP");

    private final FirewallAction action;
    private final String table;
    private final String chain;
    private final String matches;
    private final String target;

    Place(FirewallAction action, String table, String chain, String matches, String target) {
        this.action = action;
        this.table = table;
        this.chain = chain;
        this.matches = matches;
        this.target = target;
    }

    FirewallAction action() {
        return action;
    }

    String table() {
        return table;
    }

    String chain() {
        return chain;
    }

    /** The words of a rule of ours, in the order in which iptables-save prints them. */
    List<String> words(OwnRules.Piece piece) {
        return words(piece, block(piece.source()));
    }

    private List<String> words(OwnRules.Piece piece, String source) {
        List<String> words = new ArrayList<>();
        if (!piece.source().isAll()) {
            words.addAll(List.of("-s", source));
        }
        words.addAll(piece.interfaceName().map(name -> List.of("-i", name)).orElse(List.of("!", "-i", "lo")));
        String protocol = piece.protocol().toString();
        words.addAll(List.of("-p", protocol, "-m", protocol, "--dport", ports(piece.ports())));
        words.addAll(SavedRule.words(matches));
        words.addAll(List.of("-m", "comment", "--comment", piece.mark().text(), "-j", target));
        return words;
    }

    /**
     * A rule as one of ours. It is one only if it is, word for word, what we would have made: with our comment on something else it is
     * somebody's copy, and left alone. Only its source may be written in another way, as there are several for one address: {@code
     * ::102:304} is printed {@code ::1.2.3.4}.
     */
    Optional<OwnRules.Piece> own(SavedRule rule, AddressFamily family) {
        List<String> words = rule.words();
        Optional<FilterMark> mark = after(words, "--comment").flatMap(FilterMark::parse);
        Optional<String> ports = after(words, "--dport");
        Optional<String> source = after(words, "-s");
        if (mark.isEmpty()
                || ports.isEmpty()
                || source.filter(text -> !text.contains("/")).isPresent()
                || !rule.chain().equals(chain)) {
            return Optional.empty();
        }
        try {
            OwnRules.Piece piece = new OwnRules.Piece(
                    mark.get(),
                    words.contains("udp") ? TransportProtocol.UDP : TransportProtocol.TCP,
                    PortRange.parse(ports.get().replace(':', '-')),
                    source.map(AddressBlock::parse).orElse(AddressBlock.all(family)),
                    after(words, "-i").filter(name -> !isNegated(words)),
                    rule.text());
            return words(piece, source.orElse("")).equals(words) ? Optional.of(piece) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a port or an address that we would not have written so
        }
    }

    private static boolean isNegated(List<String> words) {
        int at = words.indexOf("-i");
        return at > 0 && words.get(at - 1).equals("!");
    }

    private static Optional<String> after(List<String> words, String word) {
        int at = words.indexOf(word);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    /** With its length even for one address, as iptables-save prints it. */
    private static String block(AddressBlock block) {
        String text = block.toString();
        return text.contains("/") ? text : text + "/" + block.prefixLength();
    }

    private static String ports(PortRange ports) {
        return ports.first() + (ports.size() == 1 ? "" : ":" + ports.last());
    }
}
