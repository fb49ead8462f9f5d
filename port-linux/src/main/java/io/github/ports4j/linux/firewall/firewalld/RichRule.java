package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;

/**
 * A rule of a zone in firewalld's rich language, which alone identifies it. Also for every source: firewalld joins the plain ports of a
 * zone that touch ({@code --add-port=8000-8090/tcp} swallows a {@code 8080/tcp} of somebody else, and removing the one removes both), while
 * rich rules stay apart.
 *
 * @param zone the zone; nothing for the default zone, in a plan
 * @see "firewalld.richlanguage(5)"
 */
record RichRule(String zone, TransportProtocol protocol, PortRange ports, AddressBlock source) {
    /** It as firewalld writes it. */
    String text() {
        return "rule family=\"" + (source.family() == AddressFamily.IPV4 ? "ipv4" : "ipv6") + "\" "
                + (source.isAll() ? "" : "source address=\"" + source + "\" ")
                + "port port=\"" + ports + "\" protocol=\"" + protocol + "\" accept";
    }
}
