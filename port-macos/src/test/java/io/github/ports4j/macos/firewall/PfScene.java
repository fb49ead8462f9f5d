package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.contract.FilteredScene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A fake host whose packets go through a pf in memory, for the contract of the firewall in port-it. */
public final class PfScene implements FilteredScene {
    private static final String TOKEN = "token ";

    private final FakeHost host = new FakeHost();
    private final FakePf pf = new FakePf();
    private final PacketFilter filter = PfFilterTest.filter(pf);
    private final List<String> rules = new ArrayList<>();
    private String rest = "";
    private String ofOthers = "";

    /** Its pf is not enabled. */
    public PfScene() {}

    @Override
    public HostProvider provider() {
        return new HostProvider() {
            @Override
            public String name() {
                return "pf in memory";
            }

            @Override
            public Availability availability() {
                return host.availability();
            }

            @Override
            public ProcessControl processes() {
                return host.processes();
            }

            @Override
            public HostClock clock() {
                return host.clock();
            }

            @Override
            public PacketFilter packetFilter() {
                return filter;
            }
        };
    }

    /** As an administrator would write it who leaves Apple's lines where they are. */
    private void load() {
        pf.load("", rest + String.join("", rules) + FakePf.STOCK);
        if (ofOthers.isEmpty()) {
            ofOthers = TOKEN + pf.take();
        }
    }

    @Override
    public void dropTheRest() {
        rest = "block drop in all\n";
        load();
    }

    @Override
    public void accept(TransportPort port) {
        rules.add("pass in " + all(port));
        load();
    }

    @Override
    public void drop(TransportPort port) {
        rules.add("block drop in " + all(port));
        load();
    }

    private static String all(TransportPort port) {
        return "proto " + port.protocol() + " from any to any port " + port.number() + ":" + port.number() + "\n";
    }

    @Override
    public boolean letsIn(Peer peer, AddressFamily family, TransportPort port) {
        return pf.lets(new FakePacket(port.protocol().toString(), port.number(), address(peer, family), "en0"));
    }

    @Override
    public String address(Peer peer, AddressFamily family) {
        return (family == AddressFamily.IPV4 ? "192.0.2." : "2001:db8::") + (peer == Peer.FRIEND ? 7 : 8);
    }

    @Override
    public List<String> foreignRules() {
        return lines(line -> !isOurs(line));
    }

    @Override
    public List<String> ownRules() {
        return lines(this::isOurs);
    }

    private boolean isOurs(String line) {
        return line.contains("100.ports4j") || (line.startsWith(TOKEN) && !line.equals(ofOthers));
    }

    private List<String> lines(Predicate<String> which) {
        List<String> lines = new ArrayList<>(pf.text().lines().toList());
        pf.tokens.keySet().forEach(token -> lines.add(TOKEN + token));
        return lines.stream().filter(which).toList();
    }

    @Override
    public void pass(Duration time) {
        host.clock().advance(time);
    }

    @Override
    public <T> T unprivileged(Supplier<T> action) {
        pf.root = false;
        try {
            return action.get();
        } finally {
            pf.root = true;
        }
    }

    @Override
    public void close() {
        // nothing outside of memory was made
    }
}
