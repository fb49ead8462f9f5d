package io.github.ports4j.cli;

import io.github.ports4j.Durations;
import io.github.ports4j.PortRange;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.TransportPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what stands behind options and commands; whatever is wrong is a {@link UsageException}. */
final class Arguments {
    /** Of a pid, and more than it ever has. */
    private static final int MAX_DIGITS = 9;

    private Arguments() {}

    static List<TransportPort> ports(List<String> texts) {
        List<TransportPort> ports = new ArrayList<>();
        for (String text : texts) {
            ports.add(port(text));
        }
        return ports;
    }

    static TransportPort port(String text) {
        return read(text, TransportPort::parse);
    }

    static List<Long> pids(List<String> texts) {
        List<Long> pids = new ArrayList<>();
        for (String text : texts) {
            long pid = pid(text);
            if (!pids.contains(pid)) {
                pids.add(pid);
            }
        }
        return pids;
    }

    static long pid(String text) {
        long pid = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > MAX_DIGITS) {
                pid = 0;
                break;
            }
            pid = pid * 10 + (c - '0');
        }
        if (pid == 0 && text.startsWith("-")) { // kill -9
            throw new UsageException("not a pid: '" + text + "'; a signal is given by --ladder KILL:2s");
        }
        if (pid == 0) {
            throw new UsageException("not a pid: '" + text + "'; a pid is a positive number such as 4711");
        }
        return pid;
    }

    static PortRange portRange(String text) {
        return read(text, PortRange::parse);
    }

    static SignalLadder ladder(String text) {
        return read(text, SignalLadder::parse);
    }

    static Duration duration(String text) {
        return read(text, Durations::parse);
    }

    /** Each once, in the order in which they were given. */
    static Set<StatisticsProtocol> statistics(List<String> names) {
        Set<StatisticsProtocol> protocols = new LinkedHashSet<>();
        for (String name : names) {
            protocols.add(read(name, StatisticsProtocol::named));
        }
        return protocols;
    }

    /** The kinds of protection that a user may lift by name. */
    static List<Protection> liftable() {
        return Arrays.stream(Protection.values()).filter(Protection::liftable).toList();
    }

    static List<Protection> protections(List<String> names) {
        List<Protection> protections = new ArrayList<>();
        for (String name : names) {
            protections.add(protection(name));
        }
        return protections;
    }

    private static Protection protection(String name) {
        String label = name.toLowerCase(Locale.ROOT).replace('_', '-');
        for (Protection protection : Protection.values()) {
            if (protection.label().equals(label)) {
                if (protection.liftable()) {
                    return protection;
                }
                throw new UsageException("'" + name + "' can't be allowed by anybody; " + allowed());
            }
        }
        throw new UsageException("not a protection: '" + name + "'; " + allowed());
    }

    private static String allowed() {
        return "what can be allowed is "
                + liftable().stream().map(Protection::label).collect(Collectors.joining(", "));
    }

    /** What a method makes of what was given. */
    static <G, T> T read(G given, Function<? super G, T> reader) {
        try {
            return reader.apply(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
