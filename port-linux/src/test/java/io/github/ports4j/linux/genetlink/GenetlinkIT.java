package io.github.ports4j.linux.genetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.netlink.NetlinkSocket;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.linux.rtnetlink.Rtnetlink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asks the kernel for one speed after the other, as where a driver has ended the dump, which none of a virtual interface does. */
class GenetlinkIT {
    private static final int ENODEV = 19;

    @Test
    void oneByOneDriversTellWhatTheyTellInADump() throws Exception {
        Genetlink drivers = Genetlink.find(NetlinkSocket.REPLY_SIZE);
        SpeedAnswer all = drivers.speeds();
        List<Link> links = new Rtnetlink(NetlinkSocket.REPLY_SIZE).links(false);
        assumeFalse(all.speeds().isEmpty(), "no driver of this host knows of speeds, or the kernel is older than 5.6");
        assertThat(all.errno()).isIn(0, LinuxErrno.EOPNOTSUPP);
        for (Link link : links) {
            SpeedAnswer one = drivers.speed(link.index());
            if (all.speeds().containsKey(link.index())) {
                assertThat(one.errno()).as(link.name()).isZero();
                assertThat(one.speeds())
                        .as(link.name())
                        .containsOnlyKeys(link.index())
                        .containsValue(all.speeds().get(link.index()));
            } else {
                assertThat(one.errno()).as(link.name()).isEqualTo(LinuxErrno.EOPNOTSUPP);
                assertThat(one.speeds()).as(link.name()).isEmpty();
            }
        }
    }

    @Test
    void ofAnInterfaceThatIsNotThereNothingIsTold() throws Exception {
        Genetlink drivers = Genetlink.find(NetlinkSocket.REPLY_SIZE);
        assumeFalse(drivers.speeds().speeds().isEmpty(), "this kernel tells no speeds");
        SpeedAnswer answer = drivers.speed(Integer.MAX_VALUE);
        assertThat(answer.errno()).isEqualTo(ENODEV);
        assertThat(answer.speeds()).isEmpty();
    }
}
