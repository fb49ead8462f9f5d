package io.github.ports4j.linux;

import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.Wifi;
import io.github.ports4j.linux.genetlink.Drivers;
import io.github.ports4j.linux.genetlink.SpeedAnswer;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.netlink.Announcements;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.linux.rtnetlink.LinkAddress;
import io.github.ports4j.linux.rtnetlink.LinkStats;
import io.github.ports4j.spi.WifiBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tables of interfaces that change just before a question of a test's choice is answered, and announce it to whom it may concern.
 * The questions have names: {@code listen}, {@code addresses}, {@code links}, {@code drivers}, {@code speeds}, {@code speed 3} and
 * {@code wifi}; {@code links again} is the one without counters.
 */
final class ChangingTables implements InterfaceTables, Drivers {
    private static final int ARPHRD_ETHER = 1;
    private static final LinkStats STATS = new LinkStats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    /** What happens before a question is answered. */
    interface Event {
        void happen() throws DumpInterruptedException, NetlinkRefusedException;
    }

    private record Planned(String question, int time, Event event) {}

    private final Map<Integer, Link> links = new TreeMap<>();
    private final List<LinkAddress> addresses = new ArrayList<>();
    private final Map<Integer, SpeedAnswer> speeds = new HashMap<>();
    private final List<Planned> plan = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final List<Listener> listening = new ArrayList<>();
    private int dumpErrno;
    private int dumpEnd = Integer.MAX_VALUE;

    /** The questions that were asked, and {@code close} for each end of listening. */
    final List<String> asked = new ArrayList<>();

    private final class Listener implements Announcements {
        private boolean quiet = true;

        @Override
        public boolean isQuiet() {
            return quiet;
        }

        @Override
        public void close() {
            asked.add("close");
            listening.remove(this);
        }
    }

    private void announce() {
        listening.forEach(listener -> listener.quiet = false);
    }

    /** A new interface {@code nicN}. */
    void comes(int index) {
        links.put(index, link(index, Optional.of(STATS)));
        announce();
    }

    private static Link link(int index, Optional<LinkStats> stats) {
        return new Link(
                index,
                ARPHRD_ETHER,
                Set.of(InterfaceFlag.UP),
                "nic" + index,
                List.of(),
                Optional.empty(),
                1500,
                Optional.of(true),
                Optional.empty(),
                stats);
    }

    /** As the kernel does it: what belongs to it goes after it. */
    void goes(int index) {
        links.remove(index);
        addresses.removeIf(address -> address.index() == index);
        speeds.remove(index);
        announce();
    }

    /** The interface gets 192.0.2.N. */
    void getsAddress(int index, int last) {
        try {
            InetAddress address = InetAddress.getByName("192.0.2." + last);
            addresses.add(new LinkAddress(
                    index,
                    address,
                    24,
                    Optional.empty(),
                    Optional.empty(),
                    InterfaceAddress.Scope.GLOBAL,
                    Set.of(InterfaceAddress.Flag.PERMANENT)));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
        announce();
    }

    /** Its driver tells this speed, or 0 for one that it does not know. */
    void speed(int index, long bitsPerSecond) {
        OptionalLong speed = bitsPerSecond == 0 ? OptionalLong.empty() : OptionalLong.of(bitsPerSecond);
        speeds.put(index, new SpeedAnswer(Map.of(index, speed), 0));
    }

    /** Its driver fails, when it is asked by itself too. */
    void speedFails(int index, int errno) {
        speeds.put(index, new SpeedAnswer(Map.of(), errno));
    }

    /** The dump of speeds tells nothing of this interface and the later ones, and ends with this error. */
    void dumpOfSpeedsEnds(int before, int errno) {
        dumpEnd = before;
        dumpErrno = errno;
    }

    /** Plans what happens before the question is answered for the n-th time, n from 1. */
    void before(String question, int time, Event event) {
        plan.add(new Planned(question, time, event));
    }

    /** The same each time. */
    void beforeEach(String question, Event event) {
        plan.add(new Planned(question, 0, event));
    }

    private void asked(String question) throws DumpInterruptedException, NetlinkRefusedException {
        asked.add(question);
        int time = times.merge(question, 1, Integer::sum);
        for (Planned planned : List.copyOf(plan)) {
            if (planned.question.equals(question) && (planned.time == time || planned.time == 0)) {
                planned.event.happen();
            }
        }
    }

    private void askedDriver(String question) throws DumpInterruptedException {
        try {
            asked(question);
        } catch (NetlinkRefusedException e) {
            throw new AssertionError("drivers refuse nothing", e);
        }
    }

    @Override
    public Announcements listen() throws NetlinkRefusedException {
        try {
            asked("listen");
        } catch (DumpInterruptedException e) {
            throw new AssertionError("listening is no dump", e);
        }
        Listener listener = new Listener();
        listening.add(listener);
        return listener;
    }

    @Override
    public List<LinkAddress> addresses() throws DumpInterruptedException, NetlinkRefusedException {
        asked("addresses");
        return List.copyOf(addresses);
    }

    @Override
    public List<Link> links(boolean stats) throws DumpInterruptedException, NetlinkRefusedException {
        asked(stats ? "links" : "links again");
        return links.values().stream()
                .map(link -> stats ? link : link(link.index(), Optional.empty()))
                .toList();
    }

    @Override
    public Drivers drivers() throws DumpInterruptedException {
        askedDriver("drivers");
        return this;
    }

    @Override
    public SpeedAnswer speeds() throws DumpInterruptedException {
        askedDriver("speeds");
        Map<Integer, OptionalLong> told = new HashMap<>();
        speeds.forEach((index, answer) -> {
            if (index < dumpEnd) {
                told.putAll(answer.speeds());
            }
        });
        return new SpeedAnswer(told, dumpErrno);
    }

    @Override
    public SpeedAnswer speed(int index) throws DumpInterruptedException {
        askedDriver("speed " + index);
        return speeds.getOrDefault(index, new SpeedAnswer(Map.of(), LinuxErrno.EOPNOTSUPP));
    }

    @Override
    public Map<Integer, Wifi> wifi() throws DumpInterruptedException {
        askedDriver("wifi");
        return links.containsKey(7) ? Map.of(7, new WifiBuilder("station").build()) : Map.of();
    }
}
