package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServiceNamesIT {
    @Test
    @Tag("oracle")
    void agreesWithGetent() {
        assumeTrue(Files.isRegularFile(Path.of("/etc/services")), "there is no /etc/services");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/getent")), "there is no program getent");
        Map<TransportPort, String> first = new HashMap<>();
        Map<TransportProtocol, Map<String, TransportPort>> ports = new EnumMap<>(TransportProtocol.class);
        Output.of(List.of("getent", "-s", "files", "services"))
                .lines()
                .map(line -> line.split(" +"))
                .filter(fields -> fields[1].endsWith("/tcp") || fields[1].endsWith("/udp"))
                .forEach(fields -> {
                    TransportPort port = TransportPort.parse(fields[1]);
                    first.putIfAbsent(port, fields[0]);
                    for (int i = 0; i < fields.length; i++) {
                        if (i != 1) {
                            ports.computeIfAbsent(port.protocol(), any -> new HashMap<>())
                                    .putIfAbsent(fields[i], port);
                        }
                    }
                });
        ServiceNames names = new LinuxProvider().serviceNames();
        assertThat(first).isNotEmpty();
        assertThat(names).hasToString(first.size() + " ports with names");
        first.forEach(
                (port, name) -> assertThat(names.name(port)).as("%s", port).contains(name));
        ports.forEach((protocol, byName) -> byName.forEach(
                (name, port) -> assertThat(names.port(name, protocol)).as(name).contains(port)));
    }
}
