package io.github.ports4j.linux.statistics;

import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.ProtocolCountersBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The statistics of the network namespace that the calling thread is in, by its {@code /proc/thread-self/net}. */
public final class LinuxProtocolStatistics implements ProtocolStatistics {
    private static final String OF_THIS_THREAD = "/proc/thread-self/net";

    /** An {@code unsigned long}, or 64 bits as such: the provider supports no architecture where these differ. */
    private static final int BITS = Long.SIZE;

    private final String directory;
    private final HostClock clock;

    /** With this clock for the time of a reading; touches no file. */
    public LinuxProtocolStatistics(HostClock clock) {
        this(OF_THIS_THREAD, clock);
    }

    /** With the files of this directory. */
    LinuxProtocolStatistics(String directory, HostClock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public ProtocolCounters read(StatisticsProtocol protocol) {
        Set<Group> groups = Group.of(protocol);
        if (groups.isEmpty()) {
            throw new UnsupportedFeatureException(
                    "there is no routine that reads statistics of " + protocol + " on Linux");
        }
        NetTexts texts = NetTexts.read(
                directory,
                groups.stream().map(Group::file).collect(Collectors.toCollection(() -> EnumSet.noneOf(NetFile.class))));
        ProtocolCountersBuilder answer = builder(protocol);
        if (!fill(answer, groups, texts.decode())) {
            throw new UnsupportedFeatureException(missing(protocol, groups, texts));
        }
        return answer.build();
    }

    @Override
    public List<ProtocolCounters> all() {
        NetTexts texts = NetTexts.read(directory, EnumSet.allOf(NetFile.class));
        // the time of the reading, of each before the first of them is filled
        Map<StatisticsProtocol, ProtocolCountersBuilder> answers = new EnumMap<>(StatisticsProtocol.class);
        Group.protocols().forEach(protocol -> answers.put(protocol, builder(protocol)));
        Counted counted = texts.decode();
        List<ProtocolCounters> all = new ArrayList<>();
        answers.forEach((protocol, answer) -> {
            if (fill(answer, Group.of(protocol), counted)) {
                all.add(answer.build());
            }
        });
        return List.copyOf(all);
    }

    private ProtocolCountersBuilder builder(StatisticsProtocol protocol) {
        return new ProtocolCountersBuilder(protocol, BITS, clock);
    }

    /** Puts the values of the groups in; false if there are none. A name that is taken gets its group in front. */
    private static boolean fill(ProtocolCountersBuilder answer, Set<Group> groups, Counted counted) {
        boolean filled = false;
        for (Group group : groups) {
            for (Map.Entry<String, Long> value : counted.of(group).entrySet()) {
                String name = value.getKey();
                String free = answer.has(name) ? group.word() + name : name;
                if (group.isGauge(name)) {
                    answer.gauge(free, value.getValue());
                } else {
                    answer.counter(free, value.getValue());
                }
                filled = true;
            }
        }
        return filled;
    }

    private static String missing(StatisticsProtocol protocol, Set<Group> groups, NetTexts texts) {
        if (groups.stream().map(Group::file).noneMatch(texts::has)) {
            return "this host has no IPv6, so there are no statistics of " + protocol + ": " + texts.path(NetFile.SNMP6)
                    + " is missing";
        }
        return "this kernel keeps no statistics of " + protocol;
    }
}
