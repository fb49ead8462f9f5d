package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The anchor of one rule of ours, {@code com.apple/100.ports4j.open.1a2b3c4d.tcp.8080-8080}. A rule has an anchor to itself, so that to
 * make it, to change it and to take it away touches nothing else, in one transaction.
 *
 * <p>Stock macOS looks at all anchors right below {@code com.apple}, in the order of strcmp(3): "100." comes before its own
 * {@code 200.AirDrop} and {@code 250.ApplicationFirewall}, and what denies before what opens, so that a port can always be denied.
 *
 * @param action what the rule does
 * @param id its number
 * @param protocol its protocol
 * @param ports its ports
 */
record RuleAnchor(FirewallAction action, String id, TransportProtocol protocol, PortRange ports) {
    /** What the line {@code anchor "com.apple/*"} of the stock /etc/pf.conf leads to. */
    static final String PARENT = "com.apple";

    private static final Pattern PATH = Pattern.compile(
            PARENT + "/100\\.ports4j\\.(open|deny)\\.([0-9a-f]{8})\\.(tcp|udp)\\.([1-9][0-9]{0,4})-([1-9][0-9]{0,4})");

    /** Takes a path apart; empty if it is not in every letter one of ours. */
    static Optional<RuleAnchor> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(4));
        int last = Integer.parseInt(matcher.group(5));
        if (first > last || last > 65535) {
            return Optional.empty();
        }
        return Optional.of(new RuleAnchor(
                FirewallAction.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                matcher.group(2),
                TransportProtocol.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
                PortRange.of(first, last)));
    }

    /** Its path from the main ruleset; its own part is at most 41 characters, of 63 (PF_ANCHOR_NAME_SIZE, 64 bytes with its end). */
    String path() {
        return PARENT + "/100.ports4j." + action + "." + id + "." + protocol + "." + ports.first() + "-" + ports.last();
    }
}
