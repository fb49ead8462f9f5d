package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceCounters;
import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.linux.process.Descriptors;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares with {@code ip} and with java.net in a network namespace full of interfaces. */
@Tag("root")
@Tag("oracle")
class LinuxNetworkInterfacesIT {
    private static final LinuxNetworkInterfaces INTERFACES = new LinuxNetworkInterfaces();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** By the words with which ip tells them in JSON. */
    private static final Map<String, InterfaceAddress.Flag> FLAGS = Map.ofEntries(
            Map.entry("secondary", InterfaceAddress.Flag.SECONDARY),
            Map.entry("temporary", InterfaceAddress.Flag.TEMPORARY),
            Map.entry("nodad", InterfaceAddress.Flag.NODAD),
            Map.entry("optimistic", InterfaceAddress.Flag.OPTIMISTIC),
            Map.entry("dadfailed", InterfaceAddress.Flag.DADFAILED),
            Map.entry("home", InterfaceAddress.Flag.HOME),
            Map.entry("deprecated", InterfaceAddress.Flag.DEPRECATED),
            Map.entry("tentative", InterfaceAddress.Flag.TENTATIVE),
            Map.entry("mngtmpaddr", InterfaceAddress.Flag.MNGTMPADDR),
            Map.entry("noprefixroute", InterfaceAddress.Flag.NOPREFIXROUTE),
            Map.entry("autojoin", InterfaceAddress.Flag.AUTOJOIN),
            Map.entry("stable-privacy", InterfaceAddress.Flag.STABLE_PRIVACY));

    private static final Map<String, InterfaceKind> KINDS = Map.ofEntries(
            Map.entry("bridge", InterfaceKind.BRIDGE),
            Map.entry("veth", InterfaceKind.VETH),
            Map.entry("macvlan", InterfaceKind.MACVLAN),
            Map.entry("macvtap", InterfaceKind.MACVLAN),
            Map.entry("vxlan", InterfaceKind.VXLAN),
            Map.entry("geneve", InterfaceKind.VXLAN),
            Map.entry("ifb", InterfaceKind.IFB),
            Map.entry("tun", InterfaceKind.TUN),
            Map.entry("vlan", InterfaceKind.VLAN),
            Map.entry("dummy", InterfaceKind.DUMMY),
            Map.entry("ipip", InterfaceKind.TUNNEL),
            Map.entry("sit", InterfaceKind.TUNNEL),
            Map.entry("gre", InterfaceKind.TUNNEL),
            Map.entry("gretap", InterfaceKind.TUNNEL),
            Map.entry("erspan", InterfaceKind.TUNNEL),
            Map.entry("ip6tnl", InterfaceKind.TUNNEL),
            Map.entry("bond", InterfaceKind.BOND),
            Map.entry("wireguard", InterfaceKind.WIREGUARD),
            Map.entry("vrf", InterfaceKind.VRF),
            Map.entry("ipvlan", InterfaceKind.IPVLAN));

    private static Optional<NetworkNamespace> namespace = Optional.empty();

    @BeforeAll
    static void build() throws IOException {
        Ip.assumeUsable();
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this kernel has no IPv6");
        namespace = Optional.of(NetworkNamespace.enter());
        Zoo.build();
        await("a duplicate address is found", () -> true, LinuxNetworkInterfacesIT::hasDuplicate);
    }

    private static boolean hasDuplicate() {
        return INTERFACES.list().stream()
                .flatMap(nic -> nic.addresses().stream())
                .anyMatch(address -> address.flags().contains(InterfaceAddress.Flag.DADFAILED));
    }

    @AfterAll
    static void leave() {
        namespace.ifPresent(NetworkNamespace::close);
    }

    /** Asks until both answers are the same, or shows how they differ: the kernel changes some things by itself. */
    private static <T> void await(String what, Supplier<T> expected, Supplier<T> actual) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T should = expected.get();
        T is = actual.get();
        while (!is.equals(should) && System.nanoTime() < deadline) {
            should = expected.get();
            is = actual.get();
        }
        assertThat(is).as(what).isEqualTo(should);
    }

    private static NetworkInterfaceInfo nic(String name) {
        return INTERFACES.find(name).orElseThrow();
    }

    @Test
    void tellsWhatIpTellsOfInterfaces() {
        await(
                "ip -d addr show",
                () -> Ip.json("-d", "addr", "show").stream()
                        .map(LinuxNetworkInterfacesIT::text)
                        .toList(),
                () -> INTERFACES.list().stream()
                        .map(LinuxNetworkInterfacesIT::text)
                        .toList());
    }

    private static String text(JsonObject link) {
        Set<String> words = new TreeSet<>();
        link.getAsJsonArray("flags").forEach(word -> words.add(word.getAsString()));
        boolean up = words.contains("UP");
        boolean carrier = !words.remove("NO-CARRIER");
        if (up && carrier) {
            words.add("RUNNING"); // ip tells of up interfaces alone, and turned round
        }
        words.remove("M-DOWN"); // of another interface
        String driver = Optional.ofNullable(link.getAsJsonObject("linkinfo"))
                .flatMap(info -> Optional.ofNullable(info.get("info_kind")))
                .map(JsonElement::getAsString)
                .orElse("-");
        boolean hasMac = string(link, "link_type").equals("ether")
                && !string(link, "address").equals("00:00:00:00:00:00");
        List<String> names = new ArrayList<>();
        Optional.ofNullable(link.getAsJsonArray("altnames"))
                .ifPresent(list -> list.forEach(name -> names.add(name.getAsString())));
        return string(link, "ifindex") + " " + string(link, "ifname") + " " + names + " mtu " + string(link, "mtu")
                + " "
                + words + " " + driver + " " + (hasMac ? string(link, "address") : "-")
                + Ip.objects(link.getAsJsonArray("addr_info")).stream()
                        .map(LinuxNetworkInterfacesIT::addressText)
                        .collect(Collectors.joining());
    }

    private static String addressText(JsonObject address) {
        Set<InterfaceAddress.Flag> flags = EnumSet.noneOf(InterfaceAddress.Flag.class);
        FLAGS.forEach((word, flag) -> {
            if (address.has(word)) {
                flags.add(flag);
            }
        });
        if (!address.has("dynamic")) {
            flags.add(InterfaceAddress.Flag.PERMANENT);
        }
        String scope = string(address, "scope");
        return "\n  " + bytes(string(address, "local"))
                + (address.has("address") ? " peer " + bytes(string(address, "address")) : "") + "/"
                + string(address, "prefixlen")
                + (address.has("broadcast") ? " brd " + bytes(string(address, "broadcast")) : "") + " "
                + (scope.matches("\\d+") ? "other" : scope) + " " + flags;
    }

    private static String string(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    /** As java.net prints it, without a zone. */
    private static String bytes(String address) {
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? six.getHostAddress()
                    : address.startsWith("::ffff:")
                            ? Inet6Address.getByAddress(null, mapped(address), -1)
                                    .getHostAddress()
                            : address;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] mapped(String address) throws IOException {
        byte[] all = new byte[16];
        all[10] = -1;
        all[11] = -1;
        System.arraycopy(InetAddress.getByName(address).getAddress(), 0, all, 12, 4);
        return all;
    }

    private static String plain(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    private static String text(NetworkInterfaceInfo nic) {
        return nic.index() + " " + nic.name() + " " + nic.alternativeNames() + " mtu " + nic.mtu() + " "
                + nic.flags().stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new)) + " "
                + nic.driverKind().orElse("-") + " "
                + nic.mac().map(Object::toString).orElse("-")
                + nic.addresses().stream()
                        .map(LinuxNetworkInterfacesIT::addressText)
                        .collect(Collectors.joining());
    }

    private static String addressText(InterfaceAddress address) {
        return "\n  " + plain(address.address())
                + address.peer().map(peer -> " peer " + plain(peer)).orElse("") + "/" + address.prefixLength()
                + address.broadcast().map(all -> " brd " + plain(all)).orElse("") + " "
                + address.scope().name().toLowerCase(Locale.ROOT) + " " + address.flags();
    }

    @Test
    void countsWhatIpCounts() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("192.0.2.1", 0))) {
            for (String target : List.of("192.0.2.1", "198.51.100.2", "127.0.0.1")) {
                socket.send(new DatagramPacket(new byte[100], 100, InetAddress.getByName(target), 9));
            }
        }
        await(
                "ip -s link show",
                () -> Ip.json("-s", "link", "show").stream()
                        .map(LinuxNetworkInterfacesIT::counters)
                        .toList(),
                () -> INTERFACES.list().stream()
                        .map(nic -> counters(nic.name(), nic.counters()))
                        .toList());
        assertThat(nic("lo").counters().rxPackets()).isPositive();
        assertThat(nic("v0").counters().txBytes()).isPositive();
    }

    private static String counters(JsonObject link) {
        JsonObject stats = link.getAsJsonObject("stats64");
        JsonObject rx = stats.getAsJsonObject("rx");
        JsonObject tx = stats.getAsJsonObject("tx");
        return string(link, "ifname") + " "
                + Stream.of("bytes", "packets", "errors", "dropped", "multicast")
                        .map(key -> string(rx, key))
                        .toList()
                + Stream.of("bytes", "packets", "errors", "dropped", "collisions")
                        .map(key -> string(tx, key))
                        .toList();
    }

    private static String counters(String name, InterfaceCounters counters) {
        return name + " "
                + List.of(
                        counters.rxBytes(),
                        counters.rxPackets(),
                        counters.rxErrors(),
                        counters.rxDropped().orElseThrow(),
                        counters.rxMulticast().orElseThrow())
                + List.of(
                        counters.txBytes(),
                        counters.txPackets(),
                        counters.txErrors(),
                        counters.txDropped().orElseThrow(),
                        counters.collisions().orElseThrow());
    }

    @Test
    void tellsKindsCarrierAndSpeed() {
        assertThat(nic("lo").kind()).isEqualTo(InterfaceKind.LOOPBACK);
        for (NetworkInterfaceInfo nic : INTERFACES.list()) {
            nic.driverKind()
                    .ifPresent(word ->
                            assertThat(nic.kind()).as(word).isEqualTo(Objects.requireNonNull(KINDS.get(word), word)));
            assertThat(nic.carrier().isPresent()).as(nic.name()).isEqualTo(nic.up());
        }
        assertThat(nic("v0").carrier()).contains(true);
        assertThat(nic("w0").carrier()).contains(false);
        assertThat(nic("w1").carrier()).isEmpty();
        assertThat(nic("v0").speed()).hasValue(10_000_000_000L);
        INTERFACES.find("tap0").ifPresent(tap -> assertThat(tap.speed()).hasValue(10_000_000_000L));
        assertThat(nic("lo").speed()).isEmpty();
        assertThat(INTERFACES.list()).allMatch(nic -> nic.wifi().isEmpty());
    }

    /** A file system that shows the interfaces of the namespace, mounted where nobody else sees it. */
    @Test
    void tellsTheSpeedsThatSysfsTells() {
        Programs.assumeThere("unshare", "mount");
        String script = "mount -t sysfs sysfs /sys && cd /sys/class/net && "
                + "for n in *; do printf '%s %s\\n' \"$n\" \"$(cat \"$n/speed\" 2>/dev/null)\"; done";
        Ip.Run run = Ip.run(List.of("unshare", "--mount", "/bin/sh", "-c", script), "");
        assertThat(run.exit()).as(run.output()).isZero();
        Map<String, String> speeds = run.output()
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1].replace("-1", "")));
        for (NetworkInterfaceInfo nic : INTERFACES.list()) {
            OptionalLong megabits =
                    nic.speed().stream().map(bits -> bits / 1_000_000).findFirst();
            if (nic.up()) { // of others sysfs tells nothing
                assertThat(megabits.stream()
                                .mapToObj(Long::toString)
                                .findFirst()
                                .orElse(""))
                        .as(nic.name())
                        .isEqualTo(speeds.get(nic.name()));
            }
        }
    }

    @Test
    void tellsTheDefaultRoutesThatIpTells() {
        for (AddressFamily family : AddressFamily.values()) {
            String option = family == AddressFamily.IPV4 ? "-4" : "-6";
            List<String> expected = Ip.json("-d", option, "route", "show", "default").stream()
                    .flatMap(LinuxNetworkInterfacesIT::ways)
                    .toList();
            List<DefaultRoute> routes = INTERFACES.defaultRoutes().stream()
                    .filter(route -> route.family() == family)
                    .toList();
            assertThat(routes.stream().map(LinuxNetworkInterfacesIT::text))
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .hasSizeGreaterThan(4);
            assertThat(routes).extracting(DefaultRoute::metric).isSorted();
            assertThat(INTERFACES.defaultRoute(family).map(LinuxNetworkInterfacesIT::text))
                    .contains(text(routes.get(0)));
        }
        assertThat(INTERFACES.defaultRoutes()).extracting(DefaultRoute::family).isSorted();
    }

    private static Stream<String> ways(JsonObject route) {
        String metric = route.has("metric") ? string(route, "metric") : "0";
        if (!string(route, "type").equals("unicast") || route.has("from") || route.has("tos")) {
            return Stream.empty(); // those for some packets alone are not told
        }
        JsonArray several = route.getAsJsonArray("nexthops");
        return (several == null ? Stream.of(route) : Ip.objects(several).stream())
                .filter(way -> way.getAsJsonArray("flags").asList().stream()
                        .map(JsonElement::getAsString)
                        .noneMatch("dead"::equals))
                .map(way -> string(way, "dev") + " " + gateway(way) + " " + metric);
    }

    private static String gateway(JsonObject way) {
        return way.has("via")
                ? bytes(string(way.getAsJsonObject("via"), "host"))
                : way.has("gateway") ? bytes(string(way, "gateway")) : "-";
    }

    private static String text(DefaultRoute route) {
        assertThat(nic(route.interfaceName()).index()).isEqualTo(route.interfaceIndex());
        return route.interfaceName() + " "
                + route.gateway().map(LinuxNetworkInterfacesIT::plain).orElse("-") + " " + route.metric();
    }

    /** Of those interfaces that java.net knows: those with an address. */
    @Test
    void tellsWhatJavaTells() {
        List<String> command = new ArrayList<>(java(JavaNet.class));
        await(
                "java.net.NetworkInterface",
                () -> Ip.run(command, "").output().lines().sorted().toList(),
                () -> INTERFACES.list().stream()
                        .filter(nic -> !nic.addresses().isEmpty())
                        .flatMap(LinuxNetworkInterfacesIT::javaLines)
                        .sorted()
                        .toList());
    }

    private static Stream<String> javaLines(NetworkInterfaceInfo nic) {
        Set<InterfaceFlag> flags = nic.flags();
        String head = nic.index() + " ";
        String line = head + nic.name() + " mtu " + nic.mtu() + " "
                + List.of(
                        flags.contains(InterfaceFlag.UP) && flags.contains(InterfaceFlag.RUNNING),
                        flags.contains(InterfaceFlag.LOOPBACK),
                        flags.contains(InterfaceFlag.POINTOPOINT),
                        flags.contains(InterfaceFlag.MULTICAST))
                + " " + nic.mac().map(Object::toString).orElse("-");
        return Stream.concat(
                Stream.of(line),
                nic.addresses().stream()
                        .map(address -> head + plain(address.address()) + "/" + address.prefixLength()
                                + address.broadcast()
                                        .map(all -> " brd " + plain(all))
                                        .orElse("")));
    }

    private static List<String> java(Class<?> main) {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    @Test
    void givesLinkLocalAddressesTheirZone() {
        InetAddress address = nic("v0").addresses().stream()
                .map(InterfaceAddress::address)
                .filter(InetAddress::isLinkLocalAddress)
                .filter(Inet6Address.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(((Inet6Address) address).getScopeId()).isEqualTo(nic("v0").index());
        assertThat(INTERFACES.defaultRoutes().stream()
                        .flatMap(route -> route.gateway().stream()
                                .map(gateway -> gateway.isLinkLocalAddress()
                                        && ((Inet6Address) gateway).getScopeId() != route.interfaceIndex())))
                .containsOnly(false);
    }

    @Test
    void findsByEveryName() {
        for (String name : List.of("other", "a-name-that-is-longer-than-fifteen", "50%")) {
            assertThat(nic(name).name()).isEqualTo("v0");
        }
        assertThat(nic("a.b@c").index()).isPositive();
        assertThat(INTERFACES.find(nic("abcdefghijklmno").index()).orElseThrow().name())
                .isEqualTo("abcdefghijklmno");
        assertThat(INTERFACES.find("none")).isEmpty();
        assertThat(nic("many").addresses()).hasSizeGreaterThanOrEqualTo(Zoo.MANY);
    }

    /** What is told of one interface can be longer than a datagram of a dump is otherwise. */
    @Test
    void readsMessagesLongerThanTheBuffer() {
        List<String> names =
                IntStream.range(0, 400).mapToObj(i -> "n" + "x".repeat(120) + i).toList();
        Ip.batch(names.stream().map(name -> "link property add dev many altname " + name));
        try {
            assertThat(nic("many").alternativeNames()).containsExactlyElementsOf(names);
            assertThat(INTERFACES.defaultRoutes()).isNotEmpty();
        } finally {
            Ip.batch(names.stream().map(name -> "link property del dev many altname " + name));
        }
    }

    @Test
    void needsNoPrivilege() {
        Programs.assumeThere("setpriv");
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"));
        command.addAll(java(ListInterfaces.class));
        await(
                "as nobody who may nothing",
                () -> Stream.concat(
                                INTERFACES.list().stream().map(nic -> nic + " " + nic.speed()),
                                INTERFACES.defaultRoutes().stream().map(DefaultRoute::toString))
                        .collect(Collectors.joining("\n", "", "\n")),
                () -> Ip.run(command, "").output());
    }

    @Test
    void isOfTheNamespaceOfTheThread() throws InterruptedException {
        List<String> elsewhere = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try (NetworkNamespace own = NetworkNamespace.enter()) {
                assertThat(own).isNotNull();
                INTERFACES.list().forEach(nic -> elsewhere.add(nic.name()));
                INTERFACES.defaultRoutes().forEach(route -> elsewhere.add(route.toString()));
            }
        });
        thread.start();
        thread.join();
        assertThat(elsewhere).contains("lo").doesNotContain("v0").noneMatch(line -> line.startsWith("default"));
    }

    @Test
    void tellsNoHalfOfATableThatChanges() throws IOException {
        try (Changes changes = Changes.start()) {
            List<String> lasting = changes.lasting();
            Set<Integer> numbers = new TreeSet<>();
            for (int round = 0; round < 200 || numbers.size() < 5; round++) {
                List<NetworkInterfaceInfo> all = INTERFACES.list();
                assertThat(all)
                        .extracting(NetworkInterfaceInfo::index)
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(all.stream()
                                .filter(nic -> !changes.isPassing(nic.name()))
                                .map(changes::text))
                        .isEqualTo(lasting);
                for (NetworkInterfaceInfo nic : all) {
                    if (changes.isPassing(nic.name())) {
                        numbers.add(nic.index());
                        assertThat(nic.driverKind()).contains("veth");
                        assertThat(nic.addresses()).allMatch(address -> address.interfaceIndex() == nic.index());
                    }
                }
                assertThat(INTERFACES.defaultRoutes()).hasSizeGreaterThan(10);
                changes.assertGoingOn();
            }
        }
    }

    @Test
    void leavesNoDescriptorOpen() {
        int before = Descriptors.count();
        for (int i = 0; i < 50; i++) {
            INTERFACES.list();
            INTERFACES.defaultRoutes();
        }
        assertThat(Descriptors.leftOpen(before)).isZero();
    }
}
