package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.DefaultRouteBuilder;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfacesCommandTest {
    private static final String HOSTILE = "\u001b]0;x\u0007\u009b2J";

    /** What a test says there is. */
    private record Given(List<NetworkInterfaceInfo> list) implements NetworkInterfaces {
        @Override
        public List<DefaultRoute> defaultRoutes() {
            return List.of();
        }
    }

    private final FakePorts ports = new FakePorts();

    private void connect() throws UnknownHostException {
        int index = ports.host
                .networkInterface("eth0")
                .mac("02:00:00:00:00:01")
                .address("192.0.2.7/24", InterfaceAddress.Flag.PERMANENT)
                .address("fe80::1/64", InterfaceAddress.Flag.PERMANENT)
                .address("2001:db8::7/64", InterfaceAddress.Flag.TENTATIVE)
                .carry(3, 180)
                .up()
                .index();
        ports.host.networkInterface("eth1").address("192.0.2.8/24");
        ports.host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV4, "eth0", index)
                .gateway(InetAddress.getByName("192.0.2.1"))
                .metric(100)
                .build());
        ports.host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV6, "eth0", index)
                .metric(4_294_967_295L)
                .build());
    }

    @Test
    void showsWhatAPeerCouldReach() throws Exception {
        connect();
        CommandRun run = CommandRun.of(ports, "interfaces");
        assertThat(run.out).isEqualTo("""
                        INTERFACE KIND ADDRESS
                        eth0 ethernet 192.0.2.7/24
                        eth0 ethernet fe80::1%2/64

                        DEFAULT-ROUTE GATEWAY INTERFACE METRIC
                        ipv4 192.0.2.1 eth0 100
                        ipv6 - eth0 4294967295
                        """.replace(' ', '\t'));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void onATerminal() throws Exception {
        connect();
        CommandRun run = CommandRun.onTerminal(ports, "interfaces");
        assertThat(run.out.replaceAll("\u001b\\[[0-9]+m", "").replaceAll(" +\n", "\n"))
                .isEqualTo("""
                         INTERFACE  KIND      ADDRESS
                         eth0       ethernet  192.0.2.7/24
                         eth0       ethernet  fe80::1%2/64

                         DEFAULT-ROUTE  GATEWAY    INTERFACE  METRIC
                         ipv4           192.0.2.1  eth0       100
                         ipv6           -          eth0       4294967295
                        """);
        assertThat(run.out).contains("\u001b[1m INTERFACE ");
    }

    @Test
    void showsAll() throws Exception {
        connect();
        CommandRun run = CommandRun.of(ports, "interfaces", "--all");
        assertThat(run.out).isEqualTo("""
                        INTERFACE INDEX KIND STATE MAC MTU SPEED FLAGS MORE
                        lo 1 loopback up - 65536 - UP,LOOPBACK,RUNNING,LOWER_UP -
                        eth0 2 ethernet up 02:00:00:00:00:01 1500 - UP,BROADCAST,RUNNING,MULTICAST,LOWER_UP -
                        eth1 3 ethernet down - 1500 - BROADCAST,MULTICAST -

                        INTERFACE ADDRESS SCOPE BROADCAST FLAGS
                        lo 127.0.0.1/8 HOST - PERMANENT
                        lo ::1/128 HOST - PERMANENT
                        eth0 192.0.2.7/24 GLOBAL - PERMANENT
                        eth0 fe80::1%2/64 LINK - PERMANENT
                        eth0 2001:db8::7/64 GLOBAL - TENTATIVE
                        eth1 192.0.2.8/24 GLOBAL - -

                        INTERFACE WAY BYTES PACKETS ERRORS DROPPED MISSED MULTICAST COLLISIONS
                        lo received 0 0 0 0 0 0 -
                        lo sent 0 0 0 0 - - 0
                        eth0 received 180 3 0 0 0 0 -
                        eth0 sent 180 3 0 0 - - 0
                        eth1 received 0 0 0 0 0 0 -
                        eth1 sent 0 0 0 0 - - 0

                        DEFAULT-ROUTE GATEWAY INTERFACE METRIC
                        ipv4 192.0.2.1 eth0 100
                        ipv6 - eth0 4294967295
                        """.replace(' ', '\t'));
        assertThat(run.status).isZero();
    }

    @Test
    void asJson() throws Exception {
        connect();
        CommandRun run = CommandRun.of(ports, "interfaces", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                        [{"name":"eth0","alternativeNames":[],"index":2,"kind":"ethernet","driverKind":null,
                          "mac":"02:00:00:00:00:01","mtu":1500,"speed":null,"speedFailure":null,"up":true,
                          "carrier":true,"flags":["UP","BROADCAST","RUNNING","MULTICAST","LOWER_UP"],"wifi":null,
                          "addresses":[
                           {"address":"192.0.2.7","prefixLength":24,"family":"ipv4","broadcast":null,"peer":null,
                            "scope":"GLOBAL","flags":["PERMANENT"]},
                           {"address":"fe80::1%2","prefixLength":64,"family":"ipv6","broadcast":null,"peer":null,
                            "scope":"LINK","flags":["PERMANENT"]}],
                          "defaultRoutes":[{"family":"ipv4","gateway":"192.0.2.1","metric":100},
                                           {"family":"ipv6","gateway":null,"metric":4294967295}],
                          "counters":{"rxBytes":180,"rxPackets":3,"rxErrors":0,"rxDropped":0,"rxMissed":0,"rxMulticast":0,
                                      "txBytes":180,"txPackets":3,"txErrors":0,"txDropped":0,"collisions":0}}]
                        """));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void withAllJsonHasEveryInterfaceAndAddress() throws Exception {
        connect();
        JsonArray all =
                CommandRun.of(ports, "interfaces", "--all", "--json").json().getAsJsonArray();
        assertThat(all)
                .extracting(nic -> nic.getAsJsonObject().get("name").getAsString())
                .containsExactly("lo", "eth0", "eth1");
        assertThat(all)
                .extracting(
                        nic -> nic.getAsJsonObject().getAsJsonArray("addresses").size())
                .containsExactly(2, 3, 1);
        JsonObject down = all.get(2).getAsJsonObject();
        assertThat(down.get("up").getAsBoolean()).isFalse();
        assertThat(down.get("carrier").isJsonNull()).isTrue();
    }

    @Test
    void whatEthernetDoesNotHave() {
        ports.interfaces = new Given(List.of(Samples.wifi("wlan0", "home"), Samples.tunnel()));
        assertThat(CommandRun.of(ports, "interfaces", "--all").out).isEqualTo("""
                        INTERFACE_INDEX_KIND_STATE_MAC_MTU_SPEED_FLAGS_MORE
                        wlan0_4_wifi_up, no carrier_-_1500_866.7 Mbit/s_UP_mac80211; station home 5180 MHz; also wlp2s0
                        tun0_5_tunnel_up_-_1400_-_UP,POINTOPOINT_-

                        INTERFACE_ADDRESS_SCOPE_BROADCAST_FLAGS
                        wlan0_192.0.2.9/24_GLOBAL_192.0.2.255_-
                        tun0_192.0.2.17 peer 192.0.2.18/32_OTHER_-_SECONDARY,DEPRECATED

                        INTERFACE_WAY_BYTES_PACKETS_ERRORS_DROPPED_MISSED_MULTICAST_COLLISIONS
                        wlan0_received_18446744073709551615_9223372036854775808_1_2_0_3_-
                        wlan0_sent_4_5_6_7_-_-_18446744073709551614
                        tun0_received_0_0_0_-_-_-_-
                        tun0_sent_0_0_0_-_-_-_-
                        """.replace('_', '\t'));
        JsonArray json = CommandRun.of(ports, "interfaces", "--json").json().getAsJsonArray();
        JsonObject wifi = json.get(0).getAsJsonObject();
        assertThat(wifi.get("wifi"))
                .isEqualTo(CommandRun.parse("{'mode':'station','network':'home','frequency':5180}"));
        assertThat(wifi.get("speed").getAsLong()).isEqualTo(866_700_000);
        assertThat(wifi.get("driverKind").getAsString()).isEqualTo("mac80211");
        assertThat(wifi.get("alternativeNames")).isEqualTo(CommandRun.parse("['wlp2s0']"));
        assertThat(wifi.get("carrier").getAsBoolean()).isFalse();
        JsonObject counters = wifi.getAsJsonObject("counters");
        assertThat(counters.get("rxBytes").getAsBigInteger()).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(counters.get("rxPackets").getAsBigInteger()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(counters.get("collisions").getAsBigInteger()).isEqualTo(new BigInteger("18446744073709551614"));
        JsonObject tunnel = json.get(1).getAsJsonObject();
        assertThat(tunnel.get("addresses")).isEqualTo(CommandRun.parse("""
                        [{"address":"192.0.2.17","prefixLength":32,"family":"ipv4","broadcast":null,
                          "peer":"192.0.2.18","scope":"OTHER","flags":["SECONDARY","DEPRECATED"]}]
                        """));
        assertThat(tunnel.get("counters")).isEqualTo(CommandRun.parse("""
                        {"rxBytes":0,"rxPackets":0,"rxErrors":0,"rxDropped":null,"rxMissed":null,"rxMulticast":null,
                         "txBytes":0,"txPackets":0,"txErrors":0,"txDropped":null,"collisions":null}
                        """));
    }

    @Test
    void aHostThatNobodyCanReach() {
        CommandRun run = CommandRun.of(ports, "interfaces");
        assertThat(run.out).isEqualTo("INTERFACE\tKIND\tADDRESS\n");
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(CommandRun.of(ports, "interfaces", "--json").out).isEqualTo("[]\n");
        CommandRun terminal = CommandRun.onTerminal(ports, "interfaces");
        assertThat(terminal.err)
                .isEqualTo("no interface has an address that others could reach; --all shows every interface\n");
        assertThat(terminal.status).isZero();
    }

    @Test
    void aHostWithoutInterfaces() {
        ports.interfaces = new Given(List.of());
        for (String flag : List.of("--all", "--verbose")) {
            assertThat(CommandRun.of(ports, "interfaces", flag).status).isZero();
            assertThat(CommandRun.onTerminal(ports, "interfaces", flag).status).isZero();
            assertThat(CommandRun.of(ports, "interfaces", flag, "--json").out).isEqualTo("[]\n");
        }
    }

    @Test
    void hostileNamesCannotActOnTheTerminal() {
        ports.interfaces = new Given(List.of(Samples.wifi("w" + HOSTILE, "n" + HOSTILE)));
        String harmless = "\\u001b]0;x\\u0007\\u009b2J";
        for (String flag : List.of("--all", "--verbose")) {
            assertThat(CommandRun.of(ports, "interfaces", flag).out)
                    .contains("w" + harmless)
                    .doesNotContain("\u001b", "\u0007", "\u009b");
            assertThat(CommandRun.onTerminal(ports, "interfaces", flag).out)
                    .contains("w" + harmless)
                    .doesNotContain("\u001b]", "\u0007", "\u009b");
        }
        assertThat(CommandRun.of(ports, "interfaces", "--all").out).contains("station n" + harmless + " 5180 MHz");
        CommandRun json = CommandRun.of(ports, "interfaces", "--json");
        assertThat(json.out).doesNotContain("\u001b", "\u0007", "\u009b");
        assertThat(json.json()
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("w" + HOSTILE);
    }

    @Test
    void aSystemThatDoesNotHaveIt() {
        ports.thrown = new UnsupportedFeatureException("the provider 'x' has no list of network interfaces");
        CommandRun run = CommandRun.of(ports, "interfaces", "--json");
        assertThat(run.status).isEqualTo(4);
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                        {"error":{"type":"UnsupportedFeatureException","hint":null,
                         "message":"the provider \\u0027x\\u0027 has no list of network interfaces"}}
                        """));
        assertThat(run.err).isEqualTo("ports interfaces: the provider 'x' has no list of network interfaces\n");
    }

    @Test
    void whyADriverFailedToTellItsSpeed() throws Exception {
        ports.interfaces = new Given(List.of(Samples.failing()));
        assertThat(CommandRun.of(ports, "interfaces", "--all").out)
                .contains("\t1500\t-\tUP\tits driver failed to tell the speed: ETIMEDOUT\n");
        JsonObject json = CommandRun.of(ports, "interfaces", "--all", "--json")
                .json()
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(json.get("speed").isJsonNull()).isTrue();
        assertThat(json.get("speedFailure").getAsString()).isEqualTo("its driver failed to tell the speed: ETIMEDOUT");
    }

    @Test
    void aRouteOverAnInterfaceThatIsNotShownIsShown() throws Exception {
        connect();
        int index = ports.host.networkInterface("ppp0").up().index();
        ports.host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV4, "ppp0", index)
                .metric(10)
                .build());
        ports.host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV4, "new0", 99)
                .metric(20)
                .build());
        CommandRun run = CommandRun.of(ports, "interfaces");
        assertThat(run.out).doesNotContain("\nppp0").endsWith("""
                        DEFAULT-ROUTE GATEWAY INTERFACE METRIC
                        ipv4 - ppp0 10
                        ipv4 - new0 20
                        ipv4 192.0.2.1 eth0 100
                        ipv6 - eth0 4294967295
                        """.replace(' ', '\t'));
        assertThat(CommandRun.of(ports, "interfaces", "--json").json().getAsJsonArray())
                .extracting(nic -> nic.getAsJsonObject().get("name").getAsString())
                .containsExactly("eth0", "ppp0");
    }

    @Test
    void routesAreShownWhereNoInterfaceHasAnAddress() {
        int index = ports.host.networkInterface("ppp0").up().index();
        ports.host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV4, "ppp0", index)
                .metric(10)
                .build());
        CommandRun run = CommandRun.of(ports, "interfaces");
        assertThat(run.out).isEqualTo("""
                        INTERFACE KIND ADDRESS

                        DEFAULT-ROUTE GATEWAY INTERFACE METRIC
                        ipv4 - ppp0 10
                        """.replace(' ', '\t'));
        assertThat(run.status).isZero();
        JsonArray json = CommandRun.of(ports, "interfaces", "--json").json().getAsJsonArray();
        assertThat(json).hasSize(1);
        JsonObject only = json.get(0).getAsJsonObject();
        assertThat(only.get("name").getAsString()).isEqualTo("ppp0");
        assertThat(only.get("addresses")).isEqualTo(CommandRun.parse("[]"));
        assertThat(only.get("defaultRoutes"))
                .isEqualTo(CommandRun.parse("[{'family':'ipv4','gateway':null,'metric':10}]"));
    }

    @Test
    void thePreferredRouteIsFirstWhateverTheNumbers() throws Exception {
        connect();
        int index = ports.host
                .networkInterface("eth2")
                .address("198.51.100.7/24")
                .up()
                .index();
        ports.host.defaultRoute(new DefaultRouteBuilder(AddressFamily.IPV4, "eth2", index)
                .gateway(InetAddress.getByName("198.51.100.1"))
                .metric(50)
                .build());
        for (String flag : List.of("--all", "--verbose")) {
            assertThat(CommandRun.of(ports, "interfaces", flag).out).endsWith("""
                            DEFAULT-ROUTE GATEWAY INTERFACE METRIC
                            ipv4 198.51.100.1 eth2 50
                            ipv4 192.0.2.1 eth0 100
                            ipv6 - eth0 4294967295
                            """.replace(' ', '\t'));
        }
    }
}
