package io.github.ports4j.linux;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.genetlink.Drivers;
import io.github.ports4j.linux.genetlink.SpeedAnswer;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.posix.Errno;
import io.github.ports4j.spi.InterfaceBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How fast interfaces are, and why a driver failed to tell it.
 *
 * <p>One dump asks all drivers in turn, and the first that fails ends it, by whatever error: those after it were not asked. So each
 * interface of which nothing was told is then asked for by itself, and an error is the answer of its own driver. A driver that has
 * nothing to tell, {@code EOPNOTSUPP}, does not end the dump; where it is the last, some kernels end the whole dump with that.
 *
 * @see "ethnl_default_dumpit() in net/ethtool/netlink.c, Linux 5.6 to 6.18"
 */
final class LinkSpeeds {
    private final Map<Integer, OptionalLong> speeds;
    private final Map<Integer, Integer> failures = new HashMap<>();

    private LinkSpeeds(Map<Integer, OptionalLong> speeds) {
        this.speeds = speeds;
    }

    /**
     * Asks the drivers of these interfaces.
     *
     * @throws SystemCallException if the kernel has no memory for an answer
     */
    static LinkSpeeds read(Drivers drivers, List<Link> links) throws DumpInterruptedException {
        SpeedAnswer all = drivers.speeds();
        if (all.errno() == 0 || all.errno() == LinuxErrno.EOPNOTSUPP) {
            return new LinkSpeeds(all.speeds());
        }
        LinkSpeeds read = new LinkSpeeds(new HashMap<>(all.speeds()));
        for (Link link : links) {
            if (!all.speeds().containsKey(link.index())) {
                read.take(link, drivers.speed(link.index()));
            }
        }
        return read;
    }

    private void take(Link link, SpeedAnswer answer) {
        speeds.putAll(answer.speeds());
        switch (answer.errno()) {
            case 0, LinuxErrno.EOPNOTSUPP -> {}
            case LinuxErrno.ENOMEM, LinuxErrno.ENOBUFS ->
                throw Failures.of("ETHTOOL_MSG_LINKMODES_GET(" + link.index() + ")", answer.errno());
            default -> failures.put(link.index(), answer.errno());
        }
    }

    /** Tells what is known of one interface. */
    void describe(int index, InterfaceBuilder nic) {
        speeds.getOrDefault(index, OptionalLong.empty()).ifPresent(nic::speed);
        Integer errno = failures.get(index);
        if (errno != null) {
            nic.speedFailure("its driver failed to tell the speed: " + Errno.name(errno));
        }
    }
}
