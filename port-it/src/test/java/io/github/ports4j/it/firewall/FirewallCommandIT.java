package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.TransportPort;
import io.github.ports4j.it.rare.Jvm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command {@code ports} in a host, as root and as nobody, and where nft is missing. */
@Tag("root")
@Tag("laboratory")
class FirewallCommandIT {
    private static final TransportPort PORT = TransportPort.tcp(Scenario.PORT);
    private static final int NOT_PERMITTED = 3;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String LIB = "/run/lib";
    private static final String[] OPEN = {"open", "8080", "--from", Family.V4.peerNetwork(), "--for", "5s"};

    @Test
    void opens_for_a_while_tells_and_closes() throws Exception {
        try (FirewallHost host = FirewallHost.in(Scenario.NFT_POLICY_DROP)) {
            Snapshot before = host.snapshot();
            Jvm.Run blocked = host.jvm().command(OPEN);
            assertThat(blocked.exit()).as("%s", blocked).isEqualTo(1);
            assertThat(blocked.out()).contains("BLOCKED");

            Jvm.Run dry = host.jvm().command(with(OPEN, "--into-blocking-chain", "--dry-run"));
            assertThat(dry.exit()).as("%s", dry).isZero();
            assertThat(dry.out()).contains("/usr/sbin/nft -f -", "timeout 5s");
            assertThat(host.snapshot().changesSince(before)).isEmpty();

            Jvm.Run open = host.jvm().command(with(OPEN, "--into-blocking-chain"));
            assertThat(open.exit()).as("%s", open).isZero();
            assertThat(open.out()).contains("OPENED");
            endsByItself(host);

            Jvm.Run longer =
                    host.jvm().command("open", "8080", "--from", Family.V4.peerNetwork(), "--into-blocking-chain");
            assertThat(longer.exit()).as("%s", longer).isZero();
            assertThat(host.see(PORT, Family.V4.peer())).isEqualTo(Sight.OPEN);
            assertThat(host.see(PORT, Family.V4.otherPeer())).isEqualTo(Sight.FILTERED);
            Jvm.Run told = host.jvm().command("firewall");
            assertThat(told.exit()).as("%s", told).isZero();
            assertThat(told.out()).contains("nftables", "inet foreign input", "8080/tcp\t10.91.1.0/24");
            Jvm.Run closed = host.jvm().command("close", "8080");
            assertThat(closed.exit()).as("%s", closed).isZero();
            assertThat(host.see(PORT, Family.V4.peer())).isEqualTo(Sight.FILTERED);
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }

    private static void endsByItself(FirewallHost host) {
        Sight sight = host.see(PORT, Family.V4.peer());
        assertThat(sight).as("while it lasts").isEqualTo(Sight.OPEN);
        Instant until = Instant.now().plus(LONGEST);
        while (sight == Sight.OPEN && Instant.now().isBefore(until)) {
            sight = host.see(PORT, Family.V4.peer());
        }
        assertThat(sight).isEqualTo(Sight.FILTERED);
    }

    @Test
    void nobody_is_told_what_root_would_run() throws Exception {
        try (FirewallHost host = FirewallHost.in(Scenario.NFT_POLICY_DROP)) {
            Snapshot before = host.snapshot();
            Jvm nobody = nobody(host);
            for (String[] arguments : List.of(OPEN, new String[] {"close", "8080"})) {
                Jvm.Run refused = nobody.command(arguments);
                assertThat(refused.exit()).as("%s", refused).isEqualTo(NOT_PERMITTED);
                assertThat(refused.err()).contains("CAP_NET_ADMIN");
            }
            Jvm.Run dry = nobody.command(with(OPEN, "--dry-run"));
            assertThat(dry.exit()).as("%s", dry).isEqualTo(NOT_PERMITTED);
            Jvm.Run denied = nobody.command("deny", "8080", "--from", "any", "--dry-run");
            assertThat(denied.out()).as("%s", denied).contains("/usr/sbin/nft -f -");
            Jvm.Run told = nobody.command("firewall");
            assertThat(told.out() + told.err()).as("%s", told).contains("CAP_NET_ADMIN");
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }

    /** A JVM of nobody's, with the class path where nobody may read it. */
    private static Jvm nobody(FirewallHost host) {
        StringBuilder script = new StringBuilder("umask 022; chmod 1777 /run/tmp; mkdir " + LIB + "\n");
        List<String> copies = new ArrayList<>();
        for (String entry : host.jvm().classPath().split(":", -1)) {
            String copy = LIB + "/" + copies.size() + (entry.endsWith(".jar") ? ".jar" : "");
            script.append("[ ! -e '" + entry + "' ] || cp -r '" + entry + "' " + copy + "\n");
            copies.add(copy);
        }
        host.must("sh", "-c", script + "chmod -R a+rX " + LIB);
        return host.jvm()
                .classPath(String.join(":", copies))
                .under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }

    @Test
    void says_that_nft_is_missing() throws Exception {
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            host.must("sh", "-c", "rm -f /usr/sbin/nft /usr/sbin/*tables* $(find /usr/lib -name 'libnftables.so*')");
            for (String[] arguments : List.of(OPEN, new String[] {"deny", "8080", "--from", "any"})) {
                Jvm.Run refused = host.jvm().command(arguments);
                assertThat(refused.exit()).as("%s", refused).isEqualTo(NOT_PERMITTED);
                assertThat(refused.err()).contains("install the package nftables");
            }
            Jvm.Run told = host.jvm().command("firewall");
            assertThat(told.out() + told.err()).as("%s", told).contains("install the package nftables");
        }
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
