package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
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
            return Truth.of(in == packet.isIn());
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

        /** By which interface an answer goes is for the routes to say; it is the loopback if the question came by that, and only then. */
        private boolean isTold(Packet packet) {
            return packet.isIn() || isLoopback(name) || isLoopback(packet.interfaceName());
        }

        @Override
        public Truth matches(Packet packet) {
            boolean same =
                    name.equals(packet.interfaceName()) || (name.equals("lo") && isLoopback(packet.interfaceName()));
            Truth match = !isTold(packet) ? Truth.MAYBE : same ? Truth.TRUE : isGroup() ? Truth.MAYBE : Truth.FALSE;
            return negated ? match.not() : match;
        }
    }

    /** {@code inet} or {@code inet6}. */
    record Family(AddressFamily family) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return Truth.of(packet.peer().family() == family);
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

    /**
     * {@code from 10.0.0.0/8} or {@code to ! 192.0.2.1}. Which of this host's addresses the connection is to was not asked, so that its family
     * alone can decide.
     *
     * @param source whether it is about the sender, or else about the receiver
     */
    record Host(boolean source, AddressBlock block, boolean negated) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            if (packet.peer().family() != block.family()) {
                return negated ? Truth.MAYBE : Truth.FALSE;
            }
            return source == packet.isIn() ? Truth.of(packet.peer().isIn(block) != negated) : Truth.MAYBE;
        }
    }

    /**
     * {@code to any port 8000:8100}, and all that comes down to a range of ports or to all others. Which port the other host has was not
     * asked.
     *
     * @param source whether it is about the sender, or else about the receiver
     */
    record Ports(boolean source, int first, int last, boolean negated) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            return source == packet.isIn()
                    ? Truth.MAYBE
                    : Truth.of((first <= packet.port() && packet.port() <= last) != negated);
        }
    }

    /**
     * {@code to any port = http-alt}: one of the ports that have this name.
     *
     * @param source whether it is about the sender, or else about the receiver
     */
    record NamedPort(boolean source, Set<Integer> ports, boolean negated) implements Criterion {
        @Override
        public Truth matches(Packet packet) {
            boolean asked = source != packet.isIn();
            Truth match = asked && !ports.contains(packet.port())
                    ? Truth.FALSE
                    : asked && ports.size() == 1 ? Truth.TRUE : Truth.MAYBE;
            return negated ? match.not() : match;
        }
    }

    /** {@code flags S/SA}: which of some flags are set. Asked of TCP alone. */
    record TcpFlags(String set, String outOf) implements Criterion {
        private static final String ALL = "FSRPAUEW";

        @Override
        public Truth matches(Packet packet) {
            Truth match = Truth.TRUE;
            if (packet.protocol() == TransportProtocol.TCP) {
                for (int i = 0; i < ALL.length(); i++) {
                    match = match.and(matches(packet.step(), ALL.charAt(i)));
                }
            }
            return match;
        }

        private Truth matches(Packet.Step step, char flag) {
            boolean asked = outOf.indexOf(flag) >= 0;
            boolean wanted = set.indexOf(flag) >= 0;
            return !asked
                    ? Truth.of(!wanted)
                    : step.free().indexOf(flag) >= 0
                            ? Truth.MAYBE
                            : Truth.of(wanted == step.flags().indexOf(flag) >= 0);
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
