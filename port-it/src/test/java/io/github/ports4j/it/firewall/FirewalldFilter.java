package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** firewalld on a bus of its own, with the zone {@code public} for all. */
record FirewalldFilter() implements Filter {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String BUS_RULES = "/run/dbus/bus.conf";

    /** Where each program looks for the system's bus; nobody but root is in the host, so all may speak with all. */
    private static final String BUS = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path=/run/dbus/system_bus_socket</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow user="*"/>
                <allow own="*"/>
                <allow send_type="method_call"/>
                <allow send_type="signal"/>
                <allow send_requested_reply="true"/>
                <allow receive_type="method_call"/>
                <allow receive_type="signal"/>
                <allow receive_type="method_return"/>
                <allow receive_type="error"/>
              </policy>
            </busconfig>
            """;

    @Override
    public void setUp(FirewallHost host) {
        host.must(List.of("tee", BUS_RULES), BUS);
        host.must("dbus-daemon", "--config-file=" + BUS_RULES, "--fork"); // it listens when this has ended
        host.must("firewalld");
        Instant until = Instant.now().plus(LONGEST_START);
        Run state = host.run("firewall-cmd", "--state");
        while (state.exit() != 0) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("firewalld does not start: " + state);
            }
            state = host.run("firewall-cmd", "--state");
        }
    }

    @Override
    public Sight sees(TransportProtocol protocol, Family family) {
        return Sight.PROHIBITED;
    }

    @Override
    public void allow(FirewallHost host, TransportPort port) {
        host.must("firewall-cmd", "--add-port=" + port);
    }

    @Override
    public void takeBack(FirewallHost host, TransportPort port) {
        host.must("firewall-cmd", "--remove-port=" + port);
    }
}
