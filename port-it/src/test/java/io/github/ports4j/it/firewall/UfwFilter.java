package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.ArrayList;
import java.util.List;

/** ufw as it is after {@code ufw enable}: what comes in is dropped. */
record UfwFilter() implements Filter {
    private static final TransportPort ANY = TransportPort.tcp(1);

    @Override
    public void setUp(FirewallHost host) {
        host.assume(List.of("ufw", "--force", "enable"), "");
        allow(host, ANY); // with its first rule it writes its files in another way than they were installed
        takeBack(host, ANY);
    }

    @Override
    public Sight sees(TransportProtocol protocol, Family family) {
        return Sight.FILTERED;
    }

    @Override
    public void allow(FirewallHost host, TransportPort port) {
        ufw(host, List.of(), port);
    }

    @Override
    public void takeBack(FirewallHost host, TransportPort port) {
        ufw(host, List.of("delete"), port);
    }

    private static void ufw(FirewallHost host, List<String> what, TransportPort port) {
        List<String> command = new ArrayList<>(List.of("ufw"));
        command.addAll(what);
        command.addAll(List.of("allow", "proto", port.protocol().toString(), "from", "any", "to", "any", "port"));
        command.add(Integer.toString(port.number()));
        host.must(command, "");
    }
}
