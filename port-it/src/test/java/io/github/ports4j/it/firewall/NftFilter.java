package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables of somebody who uses {@code nft}.
 *
 * @param rules what is loaded
 * @param chain that lets through or not, as in {@code inet foreign input}; empty if none does
 */
record NftFilter(String rules, String chain, Sight tcp, Sight udp) implements Filter {
    private static final Pattern HANDLE = Pattern.compile("# handle (\\d+)");

    @Override
    public boolean needsPackages() {
        return false;
    }

    @Override
    public void setUp(FirewallHost host) {
        host.nft(rules);
    }

    @Override
    public Sight sees(TransportProtocol protocol, Family family) {
        return protocol == TransportProtocol.TCP ? tcp : udp;
    }

    @Override
    public void allow(FirewallHost host, TransportPort port) {
        if (!chain.isEmpty()) {
            host.nft("insert rule " + chain + " " + acceptance(port) + "\n");
        }
    }

    @Override
    public void takeBack(FirewallHost host, TransportPort port) {
        if (!chain.isEmpty()) {
            String listed = host.must("sh", "-c", "exec nft --handle list chain $0", chain);
            String rule = listed.lines()
                    .filter(line -> line.contains(acceptance(port)))
                    .findFirst()
                    .orElseThrow();
            Matcher handle = HANDLE.matcher(rule);
            if (!handle.find()) {
                throw new AssertionError(rule);
            }
            host.nft("delete rule " + chain + " handle " + handle.group(1) + "\n");
        }
    }

    private static String acceptance(TransportPort port) {
        return port.protocol() + " dport " + port.number() + " accept";
    }
}
