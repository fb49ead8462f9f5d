package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceCounters;
import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.NetworkInterfaces;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must be told of the interfaces of a network that the scene made. */
public abstract class NetworkInterfacesContract extends SceneContract {
    private static final long HEADERS = 28; // of IPv4 and UDP

    /** For subclasses. */
    protected NetworkInterfacesContract() {}

    @BeforeEach
    final void needsItsOwnNetwork() {
        needs(Ability.OWN_NETWORK);
    }

    private Network network() {
        return stage().network();
    }

    private NetworkInterfaces interfaces() {
        return provider().interfaces();
    }

    private NetworkInterfaceInfo find(String name) {
        return interfaces().find(name).orElseThrow(() -> new AssertionError("no interface " + name + " is shown"));
    }

    private List<String> reachable() {
        return interfaces().addresses().stream().map(InterfaceAddress::toString).toList();
    }

    private static List<String> texts(NetworkInterfaceInfo nic) {
        return nic.addresses().stream().map(InterfaceAddress::toString).toList();
    }

    @Test
    void loopbackIsShownAndIsNoWayToReachThisHost() {
        NetworkInterfaceInfo loopback = find(network().loopback());

        assertThat(loopback.kind()).isEqualTo(InterfaceKind.LOOPBACK);
        assertThat(loopback.flags()).contains(InterfaceFlag.LOOPBACK, InterfaceFlag.UP, InterfaceFlag.RUNNING);
        assertThat(loopback.up()).isTrue();
        assertThat(loopback.mac()).isEmpty();
        assertThat(texts(loopback)).contains("127.0.0.1/8");
        assertThat(loopback.addresses().get(0).scope()).isEqualTo(InterfaceAddress.Scope.HOST);
        assertThat(interfaces().addresses()).isEmpty();
    }

    @Test
    void anotherAddressOnTheLoopbackCanBeReached() {
        network().addAddress(network().loopback(), "192.0.2.53/32");

        assertThat(reachable()).containsExactly("192.0.2.53/32");
    }

    @Test
    void interfaceIsShownAsItWasMade() {
        network().addBridge("shop0");
        network().mtu("shop0", 1400);
        network().mac("shop0", "02:00:5e:10:00:01");
        network().up("shop0");
        network().addAddress("shop0", "192.0.2.7/24");

        NetworkInterfaceInfo nic = find("shop0");

        assertThat(nic.name()).isEqualTo("shop0");
        assertThat(nic.kind()).isEqualTo(InterfaceKind.BRIDGE);
        assertThat(nic.mtu()).isEqualTo(1400);
        assertThat(nic.mac().orElseThrow()).hasToString("02:00:5e:10:00:01");
        assertThat(nic.flags())
                .contains(InterfaceFlag.UP, InterfaceFlag.BROADCAST, InterfaceFlag.MULTICAST)
                .doesNotContain(InterfaceFlag.LOOPBACK);
        assertThat(texts(nic)).containsExactly("192.0.2.7/24");
        assertAddressesAsMade(nic);
        assertThat(nic)
                .asString()
                .startsWith("shop0 (" + nic.index() + ", bridge, up")
                .contains("192.0.2.7/24");
    }

    @Test
    void addressesOfBothFamiliesAreShown() {
        needs(Ability.IPV6);
        network().addBridge("shop0");
        network().up("shop0");
        network().addAddress("shop0", "192.0.2.7/24");
        network().addAddress("shop0", "2001:db8::7/64");

        NetworkInterfaceInfo nic = find("shop0");

        assertThat(texts(nic)).containsExactlyInAnyOrder("192.0.2.7/24", "2001:db8::7/64");
        assertAddressesAsMade(nic);
    }

    private void assertAddressesAsMade(NetworkInterfaceInfo nic) {
        assertThat(nic.addresses()).allSatisfy(address -> {
            assertThat(address.interfaceName()).isEqualTo(nic.name());
            assertThat(address.interfaceIndex()).isEqualTo(nic.index());
            assertThat(address.scope()).isEqualTo(InterfaceAddress.Scope.GLOBAL);
            if (stage().can(Ability.ADDRESS_FLAGS)) {
                assertThat(address.flags()).contains(InterfaceAddress.Flag.PERMANENT);
            }
            assertThat(address.peer()).isEmpty();
        });
    }

    @Test
    void interfaceIsFoundByItsNumberAndListedOnceInTheirOrder() {
        network().addBridge("one");
        network().addCable("two", "three");

        List<NetworkInterfaceInfo> all = interfaces().list();

        assertThat(all)
                .extracting(NetworkInterfaceInfo::name)
                .containsExactlyInAnyOrder(network().loopback(), "one", "two", "three");
        assertThat(all).extracting(NetworkInterfaceInfo::index).isSorted().doesNotHaveDuplicates();
        for (NetworkInterfaceInfo nic : all) {
            assertThat(interfaces().find(nic.index()).orElseThrow().name()).isEqualTo(nic.name());
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(interfaces().find("nowhere")).isEmpty();
        assertThat(interfaces().find(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void interfaceThatIsTakenAwayIsNotShownAnyMore() {
        network().addBridge("gone");
        int index = find("gone").index();

        network().remove("gone");

        assertThat(interfaces().find("gone")).isEmpty();
        assertThat(interfaces().find(index)).isEmpty();
    }

    @Test
    void longestNameIsShownInFull() {
        network().addBridge("abcdefghijklmno");

        assertThat(find("abcdefghijklmno").name()).hasSize(15);
    }

    @Test
    void interfaceThatIsSwitchedOffCanNotBeReached() {
        network().addCable("near", "far");
        network().up("near");
        network().addAddress("near", "192.0.2.7/24");
        assertThat(reachable()).containsExactly("192.0.2.7/24");

        network().down("near");

        assertThat(find("near").up()).isFalse();
        assertThat(find("near").flags()).doesNotContain(InterfaceFlag.UP, InterfaceFlag.RUNNING);
        assertThat(reachable()).isEmpty();
    }

    @Test
    void cableHasACarrierWhileBothEndsAreOn() {
        needs(Ability.CARRIER);
        network().addCable("near", "far");
        network().up("near");
        assertThat(find("near").carrier()).contains(false);

        network().up("far");

        stage().await("the carrier is there", () -> find("near").flags().contains(InterfaceFlag.RUNNING));
        assertThat(find("near").carrier()).contains(true);
        assertThat(find("far").carrier()).contains(true);
        assertThat(find("far").kind()).isEqualTo(InterfaceKind.VETH);
    }

    @Test
    void addressThatIsStillCheckedCanNotBeReached() {
        needs(Ability.IPV6);
        needs(Ability.ADDRESS_FLAGS);
        network().addCable("near", "far");
        network().up("near");
        network().addAddress("near", "192.0.2.7/24");
        network().addTentativeAddress("near", "2001:db8::7/64");

        assertThat(texts(find("near"))).contains("2001:db8::7/64");
        assertThat(find("near").addresses())
                .filteredOn(address -> address.family() == AddressFamily.IPV6)
                .allSatisfy(address -> assertThat(address.flags()).contains(InterfaceAddress.Flag.TENTATIVE));
        assertThat(reachable()).containsExactly("192.0.2.7/24");
    }

    @Test
    void addressOfTheLinkHasItsZone() {
        needs(Ability.IPV6);
        network().addBridge("near");
        network().up("near");
        network().addAddress("near", "fe80::7/64");

        InterfaceAddress address = find("near").addresses().get(0);

        assertThat(address.scope()).isEqualTo(InterfaceAddress.Scope.LINK);
        assertThat(((Inet6Address) address.address()).getScopeId()).isEqualTo(address.interfaceIndex());
        assertThat(address).hasToString("fe80::7%" + address.interfaceIndex() + "/64");
        assertThat(reachable()).containsExactly(address.toString());
    }

    @Test
    void withoutADefaultRouteNoneIsShown() {
        assertThat(interfaces().defaultRoutes()).isEmpty();
        assertThat(interfaces().defaultRoute(AddressFamily.IPV4)).isEmpty();
    }

    @Test
    void preferredDefaultRouteOfAFamilyComesFirst() {
        needs(Ability.IPV6);
        network().addCable("near", "far");
        network().up("near");
        network().up("far");
        network().addAddress("near", "192.0.2.7/24");
        network().addAddress("far", "198.51.100.7/24");
        network().addAddress("far", "2001:db8::7/64");
        network().addDefaultRoute("near", "192.0.2.1", 200);
        network().addDefaultRoute("far", "198.51.100.1", 100);
        network().addDefaultRoute("far", "2001:db8::1", 300);

        DefaultRoute preferred = interfaces().defaultRoute(AddressFamily.IPV4).orElseThrow();

        assertThat(preferred.interfaceName()).isEqualTo("far");
        assertThat(preferred.interfaceIndex()).isEqualTo(find("far").index());
        assertThat(preferred.gateway().map(InternetAddress::format)).isEqualTo(Optional.of("198.51.100.1"));
        boolean metrics = stage().can(Ability.ROUTE_METRICS);
        assertThat(preferred.metric()).isEqualTo(metrics ? 100 : 0);
        assertThat(interfaces().defaultRoutes())
                .extracting(DefaultRoute::toString)
                .containsExactly(
                        "default via 198.51.100.1 dev far" + (metrics ? " metric 100" : ""),
                        "default via 192.0.2.1 dev near" + (metrics ? " metric 200" : ""),
                        "default via 2001:db8::1 dev far" + (metrics ? " metric 300" : ""));
    }

    @Test
    void whatGoesThroughAnInterfaceIsCounted() {
        int port = freePort();
        start(ActorSpec.idle().udp(port));
        InterfaceCounters before = find(network().loopback()).counters();

        network().sendDatagrams(port, 100, 72);

        stage().await(
                        "all have arrived",
                        () -> find(network().loopback()).counters().rxPackets() - before.rxPackets() >= 100);
        InterfaceCounters after = find(network().loopback()).counters();
        assertThat(after.rxPackets() - before.rxPackets()).isEqualTo(100);
        assertThat(after.txPackets() - before.txPackets()).isEqualTo(100);
        assertThat(after.rxErrors()).isEqualTo(before.rxErrors());
        assertThat(after.rxDropped()).isEqualTo(before.rxDropped()).isNotEqualTo(OptionalLong.empty());
        // a loopback counts what it is given: some systems add the header of its link
        assertThat((after.rxBytes() - before.rxBytes()) % 100).isZero();
        assertThat((after.rxBytes() - before.rxBytes()) / 100).isBetween(72 + HEADERS, 72 + HEADERS + 14);
    }
}
