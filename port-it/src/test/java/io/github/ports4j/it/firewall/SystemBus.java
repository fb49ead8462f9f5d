package io.github.ports4j.it.firewall;

import java.util.List;

/** The bus of a host's system services. */
final class SystemBus {
    private static final String FILE = "/run/dbus/bus.conf";

    /** Where each program looks for the system's bus; nobody but root is in the host, so all may speak with all. */
    private static final String RULES = """
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

    private SystemBus() {}

    /** Starts it; it ends with the host. */
    static void start(FirewallHost host) {
        host.must(List.of("tee", FILE), RULES);
        host.must("dbus-daemon", "--config-file=" + FILE, "--fork"); // it listens when this has ended
    }
}
