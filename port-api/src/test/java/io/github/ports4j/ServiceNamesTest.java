package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNamesTest {
    private static final String SERVICES = """
            # Network services, Internet style: nothing 1/tcp
            tcpmux\t\t1/tcp\t\t\t\t# TCP port service multiplexer
            echo\t\t7/tcp
            echo\t\t7/udp
              http  80/tcp  www WWW-http # WorldWideWeb HTTP
            https 443/tcp#no blank before it
            http-alt 8080/tcp webcache
            other 80/tcp www2
            http 8000/tcp
            last 65535/udp
            """;

    private final ServiceNames names = ServiceNames.parse(SERVICES);

    @Test
    void findsTheNameOfAPort() {
        assertThat(names.name(TransportPort.tcp(1))).contains("tcpmux");
        assertThat(names.name(TransportPort.udp(7))).contains("echo");
        assertThat(names.name(TransportPort.tcp(443))).contains("https");
        assertThat(names.name(TransportPort.udp(65535))).contains("last");
        assertThat(names.name(TransportPort.udp(1))).isEmpty();
        assertThat(names.name(TransportPort.tcp(2))).isEmpty();
    }

    @Test
    void findsThePortOfANameOrAlias() {
        assertThat(names.port("echo", TransportProtocol.UDP)).contains(TransportPort.udp(7));
        assertThat(names.port("www", TransportProtocol.TCP)).contains(TransportPort.tcp(80));
        assertThat(names.port("webcache", TransportProtocol.TCP)).contains(TransportPort.tcp(8080));
        assertThat(names.port("http", TransportProtocol.UDP)).isEmpty();
        assertThat(names.port("nothing", TransportProtocol.TCP)).isEmpty();
        assertThat(names.port("", TransportProtocol.TCP)).isEmpty();
    }

    @Test
    void takesCapitalsForSmallLetters() {
        assertThat(names.port("HTTP", TransportProtocol.TCP)).contains(TransportPort.tcp(80));
        assertThat(names.port("www-http", TransportProtocol.TCP)).contains(TransportPort.tcp(80));
    }

    @Test
    void takesWhatStandsFirst() {
        assertThat(names.name(TransportPort.tcp(80))).contains("http");
        assertThat(names.port("http", TransportProtocol.TCP)).contains(TransportPort.tcp(80));
        assertThat(names.name(TransportPort.tcp(8000))).contains("http");
        assertThat(names.port("www2", TransportProtocol.TCP)).contains(TransportPort.tcp(80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "odd",
                "80/tcp",
                "odd 80",
                "odd 80 tcp",
                "odd tcp/80",
                "odd /tcp",
                "odd 80/",
                "odd 0/tcp",
                "odd 65536/tcp",
                "odd 99999/tcp",
                "odd 999999999999999999999/tcp",
                "odd -80/tcp",
                "odd +80/tcp",
                "odd 8 0/tcp",
                "odd 0x50/tcp",
                "odd 80.0/tcp",
                "odd \u0668\u0660/tcp",
                "odd 80/TCP",
                "odd 80/tcp/udp",
                "odd 80/sctp",
                "odd 80/dccp",
                "odd 2/ddp",
                "odd # 80/tcp",
                "\u0000\ufffd",
            })
    void passesOverLinesOfAnotherForm(String line) {
        ServiceNames some = ServiceNames.parse("a 5/tcp\n" + line + "\nb 6/udp\n");
        assertThat(some).hasToString("2 ports with names");
        assertThat(some.port("odd", TransportProtocol.TCP)).isEmpty();
        assertThat(some.port("odd", TransportProtocol.UDP)).isEmpty();
        assertThat(some.name(TransportPort.tcp(5))).contains("a");
        assertThat(some.name(TransportPort.udp(6))).contains("b");
    }

    @Test
    void takesEveryEndOfALine() {
        ServiceNames some = ServiceNames.parse("a 5/tcp x\r\nb 6/tcp\rc 7/tcp y");
        assertThat(some).hasToString("3 ports with names");
        assertThat(some.port("x", TransportProtocol.TCP)).contains(TransportPort.tcp(5));
        assertThat(some.name(TransportPort.tcp(6))).contains("b");
        assertThat(some.port("y", TransportProtocol.TCP)).contains(TransportPort.tcp(7));
    }

    @Test
    void takesACutFile() {
        for (int length = 0; length <= SERVICES.length(); length++) {
            String cut = SERVICES.substring(0, length);
            assertThatCode(() -> ServiceNames.parse(cut)).doesNotThrowAnyException();
        }
        assertThat(ServiceNames.parse("")).hasToString("0 ports with names");
    }
}
