package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.posix.Truth;
import java.util.Set;

/** One condition of a rule of pf. */
sealed interface Criterion {
    /** Whether this packet fulfils it. */
    Truth matches(Packet packet);

    /** {@code in} or {@code out}. */
    record Direction(boolean in) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return Truth.of(in);
        }
    }

    /** {@code on en0} or {@code on ! en0}. */
    record OnInterface(String name, boolean negated) implements Criterion {
        /** Without a unit it is no interface of macOS; it may be a group of them, in which we can't look. */
        private boolean isGroup() {
            return !Character.isDigit(name.charAt(name.length() - 1)) && !isLoopback(name);
        }

        static boolean isLoopback(String name) {
            return name.startsWith("lo") && name.chars().skip(2).allMatch(c -> c >= '0' && c <= '9');
        }

        @Override
        public Truth matches(Packet packet) {
            boolean same =
                    name.equals(packet.interfaceName()) || (name.equals("lo") && isLoopback(packet.interfaceName()));
            Truth match = same ? Truth.TRUE : isGroup() ? Truth.MAYBE : Truth.FALSE;
            return negated ? match.not() : match;
        }
    }

    /** {@code inet} or {@code inet6}. */
    record Family(AddressFamily family) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return Truth.of(packet.source().family() == family);
        }
    }

    /** {@code proto tcp}; by name or by number. */
    record Protocol(String name) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return Truth.of(
                    switch (packet.protocol()) {
                        case TCP -> name.equalsIgnoreCase("tcp") || name.equals("6");
                        case UDP -> name.equalsIgnoreCase("udp") || name.equals("17");
                    });
        }
    }

    /** {@code from 10.0.0.0/8} or {@code from ! 10.0.0.0/8}. */
    record Source(AddressBlock block, boolean negated) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            if (packet.source().family() != block.family()) {
                return negated ? Truth.MAYBE : Truth.FALSE;
            }
            return Truth.of(packet.source().isIn(block) != negated);
        }
    }

    /** {@code to 192.0.2.1}: to which of this host's addresses was not asked, so that its family alone can decide. */
    record Destination(AddressBlock block) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return packet.source().family() == block.family() ? Truth.MAYBE : Truth.FALSE;
        }
    }

    /** {@code to any port 8000:8100}, and all that comes down to a range of ports or to all others. */
    record DestinationPort(int first, int last, boolean negated) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return Truth.of((first <= packet.port() && packet.port() <= last) != negated);
        }
    }

    /** {@code to any port = http-alt}: one of the ports that have this name. */
    record NamedPort(Set<Integer> ports, boolean negated) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            Truth match = !ports.contains(packet.port()) ? Truth.FALSE : ports.size() == 1 ? Truth.TRUE : Truth.MAYBE;
            return negated ? match.not() : match;
        }
    }

    /** {@code flags S/SA}: which of some flags are set. The first packet of a connection of TCP has S alone, and E and W if it likes. */
    record TcpFlags(String set, String outOf) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            boolean syn = (outOf.indexOf('S') >= 0 ? "S" : "").equals(set.replaceAll("[EW]", ""));
            boolean free = outOf.indexOf('E') >= 0 || outOf.indexOf('W') >= 0;
            return Truth.of(syn).and(free ? Truth.MAYBE : Truth.TRUE);
        }
    }

    /** What depends on more than is asked, such as {@code user}, {@code os}, a table, or a word that is not known. */
    record Uncertain(String text) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return Truth.MAYBE;
        }
    }
}
