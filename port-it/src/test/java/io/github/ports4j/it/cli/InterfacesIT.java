package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ports4j.it.rare.Host;
import io.github.ports4j.it.scene.CTools;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ports interfaces} and {@code ports stats} in a network namespace that is made for them. */
@Tag("root")
class InterfacesIT {
    /** What a kernel without IPv6 refuses to be told about its addresses, and need not be told, may fail. */
    private static final String NETWORK = "set -e; ip link set lo up;"
            + " ip link add shop0 type veth peer name shop1;"
            + " ip link set shop0 addrgenmode none 2>/dev/null || true;"
            + " ip link set shop1 addrgenmode none 2>/dev/null || true;"
            + " ip link set shop0 address 02:00:00:00:00:01 mtu 1400; ip link set shop1 address 02:00:00:00:00:02;"
            + " ip link set shop0 up; ip link set shop1 up;"
            + " ip addr add 192.0.2.7/24 broadcast 192.0.2.255 dev shop0;"
            + " ip addr add 192.0.2.8/24 dev shop1; ip link set shop1 down;"
            + " ip route add default via 192.0.2.1 dev shop0 metric 50; exec \"$@\"";

    private static final List<String> IN_NETWORK = List.of("unshare", "--net", "sh", "-c", NETWORK, "sh");

    @BeforeAll
    static void canMakeNamespaces() {
        Host.assumeRoot();
        Host.assumePrograms("unshare", "ip");
    }

    private static Command run(List<String> before, String... arguments) throws IOException, InterruptedException {
        return Command.finish(Command.builder(Command.LIB, before, arguments));
    }

    @Test
    void theAddressesThatAPeerCouldReach() throws Exception {
        Command run = run(IN_NETWORK, "interfaces");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("INTERFACE\tKIND\tADDRESS\nshop0\tveth\t192.0.2.7/24\n");
        assertThat(run.out()).contains("192.0.2.1").doesNotContain("192.0.2.8", "127.0.0.1");
        assertThat(run.status()).isZero();
    }

    @Test
    void everythingAsJson() throws Exception {
        Command run = run(IN_NETWORK, "interfaces", "--all", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.json().getAsJsonArray()).hasSize(3);
        JsonObject loopback = run.json().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(loopback.get("name").getAsString()).isEqualTo("lo");
        assertThat(loopback.get("mac").isJsonNull()).isTrue();
        JsonObject nic = run.json().getAsJsonArray().asList().stream()
                .map(element -> element.getAsJsonObject())
                .filter(one -> one.get("name").getAsString().equals("shop0"))
                .findAny()
                .orElseThrow();
        assertThat(nic.get("mac").getAsString()).isEqualTo("02:00:00:00:00:01");
        assertThat(nic.get("mtu").getAsInt()).isEqualTo(1400);
        assertThat(nic.get("up").getAsBoolean()).isTrue();
        assertThat(nic.get("carrier").getAsBoolean()).as("the other end is off").isFalse();
        assertThat(nic.get("addresses")).isEqualTo(JsonParser.parseString("""
                        [{"address":"192.0.2.7","prefixLength":24,"family":"ipv4","broadcast":"192.0.2.255",
                          "peer":null,"scope":"GLOBAL","flags":["PERMANENT"]}]
                        """));
        assertThat(nic.get("defaultRoutes")).isEqualTo(JsonParser.parseString("""
                        [{"family":"ipv4","gateway":"192.0.2.1","metric":50}]
                        """));
    }

    @Test
    void whatProtocolsHaveCounted() throws Exception {
        Command run = run(IN_NETWORK, "stats", "tcp", "udp", "--json");
        assertThat(run.status()).isZero();
        JsonObject counters = run.json().getAsJsonObject();
        assertThat(counters.keySet()).containsExactlyInAnyOrder("tcp", "udp");
        assertThat(counters.getAsJsonObject("udp").get("NoPorts").getAsLong()).isZero();
        assertThat(counters.getAsJsonObject("tcp").get("ActiveOpens").getAsLong())
                .isZero();
        assertThat(counters.getAsJsonObject("tcp").get("MaxConn").getAsLong()).isEqualTo(-1);
    }

    @Test
    void whatWasCountedInASecond() throws Exception {
        Command run = run(IN_NETWORK, "stats", "ip", "--since", "1s", "--json");
        assertThat(run.status()).isZero();
        JsonObject since = run.json().getAsJsonObject().getAsJsonObject("since");
        assertThat(since.get("seconds").getAsDouble()).isBetween(1.0, 30.0);
        assertThat(since.getAsJsonObject("changes").getAsJsonObject("ip").keySet())
                .contains("InReceives", "OutRequests");
    }

    @Test
    void aProtocolThatNobodyKnows() throws Exception {
        Command run = run(List.of(), "stats", "tcpip");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("unknown protocol 'tcpip'").contains("udplite6");
    }

    @Test
    void aProtocolOfWhichNothingIsKept() throws Exception {
        Command run = run(List.of(), "stats", "igmp");
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("igmp");
    }

    /** Some sandboxes let nobody listen for what the kernel announces. */
    @Test
    void whereNothingIsAnnounced() throws Exception {
        List<String> deaf = Stream.concat(
                        IN_NETWORK.stream(), Stream.of(CTools.refuse().toString(), "bind", "--"))
                .toList();
        Command run = run(deaf, "interfaces", "--all", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(withoutCounters(run)).isEqualTo(withoutCounters(run(IN_NETWORK, "interfaces", "--all", "--json")));
        assertThat(run.status()).isZero();
    }

    private static JsonArray withoutCounters(Command run) {
        JsonArray all = run.json().getAsJsonArray();
        all.forEach(nic -> nic.getAsJsonObject().remove("counters"));
        return all;
    }
}
