package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterQuestion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 80-90/tcp from 192.0.2.0/24 on eth0}. */
public final class Questions {
    private static final Pattern TEXT =
            Pattern.compile("([0-9-]+)/(tcp|udp)(?: from ([0-9a-f.:/]+))?(?: on ([a-z0-9]+))?");

    private Questions() {}

    public static FilterQuestion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new FilterQuestion(
                matcher.group(2).equals("tcp") ? TransportProtocol.TCP : TransportProtocol.UDP,
                PortRange.parse(matcher.group(1)),
                AddressBlock.parse(Optional.ofNullable(matcher.group(3)).orElse("192.0.2.1")),
                Optional.ofNullable(matcher.group(4)));
    }
}
