package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsProtocolTest {
    @ParameterizedTest
    @EnumSource
    void readsWhatItPrints(StatisticsProtocol protocol) {
        assertThat(protocol.toString()).isEqualTo(protocol.name().toLowerCase(Locale.ROOT));
        assertThat(StatisticsProtocol.named(protocol.toString())).isEqualTo(protocol);
        assertThat(StatisticsProtocol.named(protocol.name())).isEqualTo(protocol);
    }

    @ParameterizedTest
    @CsvSource({
        "ipv4, IP",
        "ip4, IP",
        "IPv6, IP6",
        "icmp4, ICMP",
        "icmpv4, ICMP",
        "icmpv6, ICMP6",
        "IPv6-ICMP, ICMP6",
        "udp4, UDP",
        "udp-lite, UDPLITE",
        "UDP-Lite6, UDPLITE6",
    })
    void takesOtherUsualNames(String name, StatisticsProtocol protocol) {
        assertThat(StatisticsProtocol.named(name)).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " tcp", "tcp ", "tcp6", "ip7", "udp\n"})
    void refusesEverythingElse(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatisticsProtocol.named(name))
                .withMessageContaining(Printable.of(name));
    }

    @Test
    void listsTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatisticsProtocol.named("quic"))
                .withMessage(
                        "unknown protocol 'quic'; known are ip, ip6, icmp, icmp6, tcp, udp, udp6, udplite, udplite6, "
                                + "mptcp, igmp, sctp, dccp");
    }
}
