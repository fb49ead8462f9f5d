package io.github.ports4j.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.linux.netlink.Messages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteDecoderTest {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int RTNH_F_DEAD = 1;
    private static final int RTNH_F_LINKDOWN = 16;
    private static final int RTM_F_CLONED = 0x200;
    private static final int RTN_BLACKHOLE = 6;
    private static final byte[] OIF = Messages.attribute(4, Messages.words(3));

    private static final List<String> ROUTES_4 = List.of(
            "5 3 192.0.2.253",
            "5 2 -",
            "5 5 192.0.2.9", // has no carrier
            "6 3 192.0.2.253",
            "6 3 192.0.2.252",
            "7 2 -",
            "10 3 192.0.2.254",
            "20 3 192.0.2.251",
            "21 3 192.0.2.251",
            "21 3 fe80:0:0:0:0:0:0:3%3",
            "4294967295 3 fe80:0:0:0:0:0:0:2%3");
    private static final List<String> ROUTES_6 = List.of(
            "22 3 fe80:0:0:0:0:0:0:3%3",
            "23 3 fe80:0:0:0:0:0:0:5%3", "23 2 fe80:0:0:0:0:0:0:6%2", "1024 3 fe80:0:0:0:0:0:0:4%3");

    private static Messages.Decoder<Optional<KernelRoute>> of(int family) {
        return (in, start, end) -> RouteDecoder.decode(in, start, end, family);
    }

    private static List<String> texts(List<Optional<KernelRoute>> routes, NexthopTable objects) {
        return routes.stream()
                .flatMap(Optional::stream)
                .flatMap(route -> route.ways(objects))
                .map(way -> way.metric() + " " + way.index() + " "
                        + way.gateway().map(router -> router.getHostAddress()).orElse("-"))
                .toList();
    }

    private static List<String> texts(ByteBuffer in, int family) {
        return texts(Messages.decode(in, of(family)), new NexthopTable());
    }

    /** A route of the main table. */
    private static byte[] route(int prefix, int table, int type, int flags, byte[]... attributes) {
        byte[] head = {AF_INET, (byte) prefix, 0, 0, (byte) table, 0, 0, (byte) type};
        return Messages.bytes(head, Messages.words(flags), Messages.bytes(attributes));
    }

    private static Optional<KernelRoute> decode(byte[] payload) {
        return Messages.decode(payload, of(AF_INET));
    }

    @Test
    void readsTheDefaultRoutesOfACapturedDump() {
        assertThat(texts(Samples.of("route4-6.18-0.bin"), AF_INET)).isEqualTo(ROUTES_4);
        assertThat(texts(Samples.of("route6-6.18-0.bin"), AF_INET6)).isEqualTo(ROUTES_6);
    }

    @Test
    void findsTheSameAmongAllTablesOfBothFamilies() {
        assertThat(texts(Samples.of("route-all-6.18-0.bin"), AF_INET)).isEqualTo(ROUTES_4);
        assertThat(texts(Samples.of("route-all-6.18-0.bin"), AF_INET6)).isEqualTo(ROUTES_6);
    }

    @Test
    void looksUpObjectsWhoseContentIsNotTold() {
        NexthopTable objects = new NexthopTable();
        Messages.decode(Samples.of("nexthop-6.18-0.bin"), (in, start, end) -> {
            objects.add(in, start, end);
            return objects;
        });
        List<Optional<KernelRoute>> routes = Messages.decode(Samples.of("route4-objects-6.18-0.bin"), of(AF_INET));
        assertThat(routes.stream().flatMap(Optional::stream).map(KernelRoute::nexthopId))
                .contains(1L, 3L);
        assertThat(texts(routes, objects)).isEqualTo(ROUTES_4);
        assertThat(objects.nexthops(4)).as("blackhole").isEmpty();
        assertThat(objects.nexthops(5)).containsExactly(new Nexthop(2, Optional.empty()));
        assertThat(objects.nexthops(6)).as("none").isEmpty();
    }

    @Test
    void knowsWhereTheDefaultRoutesEnd() {
        List<Boolean> past = Messages.decode(Samples.of("route4-6.18-0.bin"), RouteDecoder::isPastDefault);
        List<Optional<KernelRoute>> routes = Messages.decode(Samples.of("route4-6.18-0.bin"), of(AF_INET));
        assertThat(past).contains(true, false).isSorted();
        assertThat(routes.subList(past.indexOf(true), routes.size())).containsOnly(Optional.empty());
        assertThat(Messages.decode(
                        route(1, 254, 1, 0, Messages.attribute(1, new byte[4])), RouteDecoder::isPastDefault))
                .isFalse();
    }

    @Test
    void passesOverOtherRoutes() {
        byte[] elsewhere = Messages.attribute(15, Messages.words(1000));
        assertThat(decode(route(0, 254, 1, 0, OIF))).isPresent();
        assertThat(decode(route(1, 254, 1, 0, OIF))).isEmpty();
        assertThat(decode(route(0, 255, 1, 0, OIF))).isEmpty();
        assertThat(decode(route(0, 254, 1, 0, OIF, elsewhere))).isEmpty();
        assertThat(decode(route(0, 252, 1, 0, OIF, Messages.attribute(15, Messages.words(254)))))
                .isPresent();
        assertThat(decode(route(0, 254, RTN_BLACKHOLE, 0, OIF))).isEmpty();
        assertThat(decode(route(0, 254, 1, RTM_F_CLONED, OIF))).isEmpty();
        assertThat(Messages.decode(route(0, 254, 1, 0, OIF), of(AF_INET6))).isEmpty();
    }

    @Test
    void passesOverRoutesForSomePacketsAlone() {
        byte[] ofSource = route(0, 254, 1, 0, OIF);
        ofSource[2] = 56;
        assertThat(decode(ofSource)).isEmpty();
        byte[] ofService = route(0, 254, 1, 0, OIF);
        ofService[3] = 0x10;
        assertThat(decode(ofService)).isEmpty();
    }

    @Test
    void tellsThePreferenceOfTheRouter() {
        assertThat(decode(route(0, 254, 1, 0, OIF)).orElseThrow().preference()).isEqualTo(RouterPreference.MEDIUM);
        List<RouterPreference> byBits =
                List.of(RouterPreference.MEDIUM, RouterPreference.HIGH, RouterPreference.MEDIUM, RouterPreference.LOW);
        for (int bits = 0; bits < byBits.size(); bits++) {
            byte[] preference = Messages.attribute(20, new byte[] {(byte) bits});
            assertThat(decode(route(0, 254, 1, 0, OIF, preference))
                            .orElseThrow()
                            .preference())
                    .isEqualTo(byBits.get(bits));
        }
    }

    @Test
    void leavesOutWaysThatAreDead() {
        assertThat(decode(route(0, 254, 1, RTNH_F_DEAD, OIF)).orElseThrow().nexthops())
                .isEmpty();
        byte[] dead = {8, 0, RTNH_F_DEAD, 0, 3, 0, 0, 0};
        byte[] withoutCarrier = {8, 0, RTNH_F_LINKDOWN, 0, 4, 0, 0, 0};
        byte[] alive = {8, 0, 0, 0, 5, 0, 0, 0};
        assertThat(decode(route(0, 254, 1, 0, Messages.attribute(9, dead, withoutCarrier, alive)))
                        .orElseThrow()
                        .nexthops())
                .containsExactly(new Nexthop(4, Optional.empty()), new Nexthop(5, Optional.empty()));
    }

    @Test
    void refusesWhatIsCut() {
        for (String sample : List.of("route4-6.18-0.bin", "route6-6.18-0.bin")) {
            int family = sample.startsWith("route4") ? AF_INET : AF_INET6;
            List<String> whole = texts(Samples.of(sample), family);
            Samples.cut(sample, cut -> {
                try {
                    List<String> some = texts(cut, family);
                    assertThat(some).isEqualTo(whole.subList(0, some.size()));
                } catch (MalformedReplyException e) {
                    assertThat(e.needed()).isGreaterThan(e.had());
                }
            });
        }
    }

    @Test
    void refusesAnythingElse() {
        for (int family : new int[] {AF_INET, AF_INET6}) {
            Messages.torment(
                    "route" + (family == AF_INET ? 4 : 6) + "-6.18-0.bin", RouteDecoder.SIZE, (in, start, end) -> {
                        List<Object> all = new ArrayList<>();
                        if (end - start >= RouteDecoder.SIZE) { // or hardly one would be a default route
                            in.put(start, (byte) family).put(start + 1, (byte) 0);
                            in.put(start + 4, (byte) RouteDecoder.RT_TABLE_MAIN).put(start + 7, (byte) 1);
                            in.put(start + 9, (byte) 0);
                            all.add(RouteDecoder.isPastDefault(in, start, end));
                        }
                        all.add(RouteDecoder.decode(in, start, end, family));
                        return all;
                    });
        }
        Messages.torment("nexthop-6.18-0.bin", NexthopTable.SIZE, (in, start, end) -> {
            NexthopTable table = new NexthopTable();
            table.add(in, start, end);
            return table;
        });
    }
}
