package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterMark;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule of ours as text for {@code pfctl -f}: a line for each source. Made of numbers, addresses and names of one alphabet alone, so that
 * nothing a caller says can become another rule.
 *
 * <p>A port alone is written as a range of one, as pfctl prints a port alone by the name of its service, and some names (http-alt) are
 * those of several ports.
 *
 * @param anchor what, and for which ports
 * @param sources from where; not empty
 * @param interfaceName by which interface; without it by all but the loopback
 * @see "pf.conf(5), GRAMMAR"
 */
record RuleText(RuleAnchor anchor, List<AddressBlock> sources, Optional<String> interfaceName) {
    /** A driver's name and a unit, as all interfaces of macOS have. Without the unit pf could take it for a group, or for a word of its own. */
    private static final Pattern INTERFACE = Pattern.compile("(?!lo[0-9]|inet6$)[a-z][a-z0-9]{0,13}[0-9]");

    private static final Pattern LABEL =
            Pattern.compile("[A-Za-z0-9:._-]{1,63}"); // PF_RULE_LABEL_SIZE is 64; no $, which is expanded

    /**
     * Checks the interface.
     *
     * @throws IllegalArgumentException if it can't be one of macOS, or is the loopback, to which no rule of ours applies
     */
    RuleText {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a rule without a source");
        }
        if (interfaceName.isPresent() && !INTERFACE.matcher(interfaceName.get()).matches()) {
            throw new IllegalArgumentException("pf takes no rule of ours for the interface " + interfaceName.get()
                    + ": write a name such as en0, and not that of the loopback");
        }
    }

    /**
     * The lines.
     *
     * @param token what is to be given back with the rule; see there
     * @throws IllegalArgumentException if the mark is too long
     */
    String text(FilterMark mark, Optional<TokenLabel> token) {
        StringBuilder lines = new StringBuilder();
        for (AddressBlock source : sources) {
            append(lines, source, mark.text());
        }
        token.ifPresent(label -> append(lines, sources.get(0), label.text()));
        return lines.toString();
    }

    private void append(StringBuilder lines, AddressBlock source, String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    "pf takes at most 63 characters of [A-Za-z0-9:._-] as label, not " + label);
        }
        boolean open = anchor.action() == FirewallAction.OPEN;
        lines.append(open ? "pass in quick on " : "block drop in quick on ")
                .append(interfaceName.orElse("! lo0"))
                .append(source.family() == AddressFamily.IPV4 ? " inet" : " inet6")
                .append(" proto ")
                .append(anchor.protocol())
                .append(" from ")
                .append(source.isAll() ? "any" : source.toString())
                .append(" to any port ")
                .append(anchor.ports().first())
                .append(':')
                .append(anchor.ports().last());
        if (open) {
            lines.append(anchor.protocol() == TransportProtocol.TCP ? " flags S/SA keep state" : " keep state");
        }
        lines.append(" label \"").append(label).append("\"\n"); // the last line too needs its end
    }
}
