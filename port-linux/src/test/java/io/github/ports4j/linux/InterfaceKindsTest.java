package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.InterfaceKind;
import io.github.ports4j.linux.rtnetlink.Link;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceKindsTest {
    private static final int ARPHRD_ETHER = 1;
    private static final int ARPHRD_NONE = 0xfffe;

    private static InterfaceKind kind(int type, Optional<String> word, boolean radio) {
        Link link = new Link(
                1, type, Set.of(), "x", List.of(), Optional.empty(), 0, Optional.empty(), word, Optional.empty());
        return InterfaceKinds.of(link, radio);
    }

    @ParameterizedTest
    @CsvSource({
        "bridge, BRIDGE",
        "bond, BOND",
        "team, BOND",
        "veth, VETH",
        "netkit, VETH",
        "vlan, VLAN",
        "macvlan, MACVLAN",
        "macvtap, MACVLAN",
        "ipvlan, IPVLAN",
        "ipvtap, IPVLAN",
        "vxlan, VXLAN",
        "geneve, VXLAN",
        "tun, TUN",
        "ipip, TUNNEL",
        "sit, TUNNEL",
        "ip6gretap, TUNNEL",
        "vti6, TUNNEL",
        "xfrm, TUNNEL",
        "wireguard, WIREGUARD",
        "ppp, PPP",
        "wwan, CELLULAR",
        "rmnet, CELLULAR",
        "ipoib, INFINIBAND",
        "vrf, VRF",
        "dummy, DUMMY",
        "ifb, IFB",
        "nlmon, OTHER"
    })
    void goesByTheWordOfTheDriver(String word, InterfaceKind kind) {
        assertThat(kind(ARPHRD_ETHER, Optional.of(word), false)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "1, ETHERNET",
        "32, INFINIBAND",
        "512, PPP",
        "519, CELLULAR",
        "768, TUNNEL",
        "772, LOOPBACK",
        "803, WIFI",
        "65534, OTHER"
    })
    void goesByTheHardwareOtherwise(int type, InterfaceKind kind) {
        assertThat(kind(type, Optional.empty(), false)).isEqualTo(kind);
    }

    @Test
    void isWifiWhereThereIsARadio() {
        assertThat(kind(ARPHRD_ETHER, Optional.empty(), true)).isEqualTo(InterfaceKind.WIFI);
        assertThat(kind(ARPHRD_NONE, Optional.empty(), false)).isEqualTo(InterfaceKind.OTHER);
    }
}
