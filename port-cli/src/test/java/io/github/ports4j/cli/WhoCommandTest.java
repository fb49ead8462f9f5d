package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortState;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhoCommandTest {
    private final FakePorts ports = new FakePorts();
    private final String since = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault())
            .format(Samples.START);

    @Test
    void asJson() {
        ports.reports.add(Samples.reportWithAll());
        CommandRun run = CommandRun.of(ports, "who", "8080", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"port":8080,"protocol":"tcp","state":"LISTENING",
                                  "reason":"a listening socket was found","hint":"docker stop web",
                                  "gaps":[{"cause":"PERMISSION","what":"processes\\u0027 descriptors","count":12,
                                           "reason":"other users\\u0027 processes can be read by root only"}],
                                  "clients":[{"pid":77,"local":"127.0.0.1:50000","remote":"127.0.0.1:8080"},
                                             {"pid":null,"local":"[::1]:50001","remote":"[::1]:8080"}],
                                  "holders":[{"pid":4711,"name":"java","executable":"/usr/bin/java",
                                    "commandLine":"java -jar shop.jar --password=hunter2","user":"alice",
                                    "startTime":"2026-01-01T00:00:00.120Z","container":"0123456789ab",
                                    "sockets":["[::]:8080"],"protected":null,
                                    "supervisor":{"kind":"systemd","unit":"shop.service",
                                                  "stop":"systemctl stop shop.service"}}]}]
                                """));
        assertThat(run.err).startsWith("incomplete: processes' descriptors: 12 (");
        assertThat(run.status).isZero();
    }

    @Test
    void asJsonWhatIsUnknownIsNull() {
        ports.reports.add(Samples.report(PortState.LISTENING, Samples.bare("\u001b\u007f\u009bä")));
        ports.reports.add(Samples.report(
                PortState.LISTENING,
                Samples.protectedBy(new Protected(Protection.SSHD, "it serves logins", Optional.of("log in")))));
        ports.reports.add(Samples.report(PortState.FREE));
        CommandRun run = CommandRun.of(ports, "who", "8080", "22", "23", "--json");
        assertThat(run.out).contains("\"name\":\"\\u001b\\u007f\\u009b\\u00e4\"");
        assertThat(run.out.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"port":8080,"protocol":"tcp","state":"LISTENING",
                                  "reason":"the reason for LISTENING","hint":null,"gaps":[],"clients":[],
                                  "holders":[{"pid":4711,"name":"\\u001b\\u007f\\u009b\\u00e4","executable":null,
                                    "commandLine":null,"user":"1000","startTime":"2026-01-01T00:00:00.120Z",
                                    "container":null,"sockets":["[::]:8080"],"protected":null,"supervisor":null}]},
                                 {"port":8080,"protocol":"tcp","state":"LISTENING",
                                  "reason":"the reason for LISTENING","hint":null,"gaps":[],"clients":[],
                                  "holders":[{"pid":4711,"name":"java","executable":"/usr/bin/java",
                                    "commandLine":"java -jar shop.jar --password=hunter2","user":"alice",
                                    "startTime":"2026-01-01T00:00:00.120Z","container":null,
                                    "sockets":["[::]:8080"],
                                    "protected":{"kind":"SSHD","reason":"it serves logins","hint":"log in"},
                                    "supervisor":null}]},
                                 {"port":8080,"protocol":"tcp","state":"FREE","reason":"the reason for FREE",
                                  "hint":null,"gaps":[],"clients":[],"holders":[]}]
                                """));
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void forPeople() {
        ports.reports.add(Samples.report(PortState.LISTENING, Samples.java()));
        CommandRun run = CommandRun.of(ports, "who", "8080");
        assertThat(run.out).isEqualTo("""
                        8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice, up 3 min, /usr/bin/java)
                          java pid 4711
                            user        alice
                            since       SINCE
                            runs        /usr/bin/java
                            sockets     [::]:8080
                          get it back   ports free 8080
                        """.replace("SINCE", since));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(ports.asked).containsExactly("ports [8080/tcp]", "explain");
    }

    @Test
    void forPeopleWithEverything() {
        ports.reports.add(Samples.reportWithAll());
        CommandRun run = CommandRun.of(ports, "who", "8080", "--verbose");
        assertThat(run.out).isEqualTo("""
                        8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice, up 3 min, /usr/bin/java)
                          java pid 4711
                            user        alice
                            since       SINCE
                            runs        /usr/bin/java
                            sockets     [::]:8080
                            container   0123456789ab
                            started by  systemd as shop.service; to stop it for good: systemctl stop shop.service
                          clients       2 connections of this host
                            127.0.0.1:50000 to 127.0.0.1:8080 by pid 77
                            [::1]:50001 to [::1]:8080
                          hint          docker stop web
                        """.replace("SINCE", since));
        assertThat(run.err).startsWith("incomplete: ");
    }

    @Test
    void aProtectedHolder() {
        ports.reports.add(Samples.report(
                PortState.LISTENING,
                Samples.protectedBy(new Protected(
                        Protection.CONTAINER_FORWARDER, "it carries containers", Optional.of("docker stop web")))));
        CommandRun run = CommandRun.of(ports, "who", "8080");
        assertThat(run.out)
                .contains("    protected   container-forwarder: it carries containers; docker stop web\n")
                .doesNotContain("get it back");
        assertThat(run.status).isZero();
    }

    @Test
    void nobody() {
        ports.reports.add(Samples.report(PortState.FREE));
        CommandRun run = CommandRun.of(ports, "who", "8080");
        assertThat(run.out).isEqualTo("8080/tcp FREE: the reason for FREE\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void unknown() {
        ports.reports.add(Samples.report(PortState.UNKNOWN));
        CommandRun run = CommandRun.of(ports, "who", "8080");
        assertThat(run.out).isEqualTo("8080/tcp UNKNOWN on [::]:8080: the reason for UNKNOWN\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void colourOnATerminal() {
        ports.reports.add(Samples.report(PortState.FREE));
        assertThat(CommandRun.onTerminal(ports, "who", "8080").out)
                .isEqualTo("\u001b[1m8080/tcp\u001b[0m \u001b[32mFREE\u001b[0m: the reason for FREE\n");
    }

    @Test
    void severalPortsOfBothProtocols() {
        CommandRun.of(ports, "who", "53/udp", "53", "80/tcp");
        assertThat(ports.asked).containsExactly("ports [53/udp, 53/tcp, 80/tcp]", "explain");
    }
}
