package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterMark;
import java.util.HexFormat;

/**
 * A rule of a zone in firewalld's rich language, which alone identifies it. Also for every source: firewalld joins the plain ports of a
 * zone that touch ({@code --add-port=8000-8090/tcp} swallows a {@code 8080/tcp} of somebody else, and removing the one removes both), while
 * rich rules stay apart.
 *
 * <p>It has no comment, so a priority made of the id tells it from an equal rule of somebody else, but for one who chose the very same. It is
 * positive: firewalld asks such rules last, so that none of ours lets in what a rule of somebody's keeps out.
 *
 * @param zone the zone; nothing for the default zone, in a plan
 * @param priority from 1 to 32766; 32767 is what stands behind all others
 * @see "firewalld.richlanguage(5)"
 */
record RichRule(String zone, int priority, TransportProtocol protocol, PortRange ports, AddressBlock source) {
    private static final int HIGHEST = 32766;

    /** The priority of rules of this mark. */
    static int priority(FilterMark mark) {
        return 1 + Integer.remainderUnsigned(HexFormat.fromHexDigits(mark.id()), HIGHEST);
    }

    /** It as firewalld writes it. */
    String text() {
        return "rule priority=\"" + priority + "\" family=\""
                + (source.family() == AddressFamily.IPV4 ? "ipv4" : "ipv6") + "\" "
                + (source.isAll() ? "" : "source address=\"" + source + "\" ")
                + "port port=\"" + ports + "\" protocol=\"" + protocol + "\" accept";
    }
}
