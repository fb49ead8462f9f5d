package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.netlink.NetlinkWatch;
import io.github.ports4j.linux.rtnetlink.Rtnetlink;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class NetlinkWatchIT {
    @Test
    void hearsOfInterfacesAndAddressesAndOfNothingElse() throws Exception {
        Ip.assumeUsable();
        try (NetworkNamespace own = NetworkNamespace.enter()) {
            assertThat(own).isNotNull();
            Ip.batch(Stream.of("link add near type veth peer name far", "link set lo up"));
            assertQuiet(true, "route add 192.0.2.0/24 dev lo");
            assertQuiet(false, "addr add 198.51.100.7/24 dev near");
            assertQuiet(false, "link set near up");
            assertQuiet(false, "link add other type bridge");
            assertQuiet(false, "link del near");
            assertQuiet(true, "route del 192.0.2.0/24 dev lo");
        }
    }

    private static void assertQuiet(boolean expected, String command) throws Exception {
        try (NetlinkWatch watch = Rtnetlink.watch()) {
            assertThat(watch.isQuiet()).as("before").isTrue();
            Ip.batch(Stream.of(command));
            assertThat(watch.isQuiet()).as(command).isEqualTo(expected);
            assertThat(watch.isQuiet()).as("still, after %s", command).isEqualTo(expected);
        }
    }
}
