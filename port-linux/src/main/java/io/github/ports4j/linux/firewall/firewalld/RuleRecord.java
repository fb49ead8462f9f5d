package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.spi.FilterMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a rule of ours in firewalld: its mark, and the rich rules that we have added, or are about to. Written as lines,
 * {@code mark ports4j:…}, {@code interface eth0}, and for each rich rule {@code rule public tcp 8080 10.0.0.0/8}.
 */
record RuleRecord(FilterMark mark, Optional<String> interfaceName, List<RichRule> rules) {
    private static final Pattern TEXT =
            Pattern.compile("mark (\\S+)\n(?:interface ([A-Za-z0-9._-]+)\n)?((?:rule [^\n]*\n)*)end\n");
    private static final Pattern RULE = Pattern.compile("rule ([A-Za-z0-9_-]+) (tcp|udp) ([0-9-]+) (\\S+)");

    RuleRecord {
        rules = List.copyOf(rules);
    }

    String text() {
        StringBuilder text = new StringBuilder("mark " + mark.text() + "\n");
        interfaceName.ifPresent(name -> text.append("interface ").append(name).append('\n'));
        for (RichRule rule : rules) {
            text.append("rule ").append(rule.zone()).append(' ').append(rule.protocol());
            text.append(' ')
                    .append(rule.ports())
                    .append(' ')
                    .append(rule.source())
                    .append('\n');
        }
        return text.append("end\n").toString();
    }

    /** Reads one; empty if it is not as we write them. */
    static Optional<RuleRecord> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        Optional<FilterMark> mark = matcher.matches() ? FilterMark.parse(matcher.group(1)) : Optional.empty();
        if (mark.isEmpty()) {
            return Optional.empty();
        }
        List<RichRule> rules = new ArrayList<>();
        for (String line : matcher.group(3).lines().toList()) {
            Matcher rule = RULE.matcher(line);
            if (!rule.matches()) {
                return Optional.empty();
            }
            try {
                TransportProtocol protocol =
                        rule.group(2).equals("tcp") ? TransportProtocol.TCP : TransportProtocol.UDP;
                rules.add(new RichRule(
                        rule.group(1),
                        RichRule.priority(mark.get()),
                        protocol,
                        PortRange.parse(rule.group(3)),
                        AddressBlock.parse(rule.group(4))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new RuleRecord(mark.get(), Optional.ofNullable(matcher.group(2)), rules));
    }

    /** The same with these rich rules only. */
    RuleRecord with(List<RichRule> some) {
        return new RuleRecord(mark, interfaceName, some);
    }

    /** The same with another mark. */
    RuleRecord with(FilterMark other) {
        return new RuleRecord(other, interfaceName, rules);
    }

    /** Its rich rules, as pieces of a rule of ours. */
    List<OwnRules.Piece> pieces() {
        return rules.stream()
                .map(rule -> new OwnRules.Piece(
                        mark,
                        rule.protocol(),
                        rule.ports(),
                        rule.source(),
                        interfaceName,
                        rule.zone() + ": " + rule.text()))
                .toList();
    }
}
