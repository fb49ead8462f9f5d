package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ports4j.Freeing;
import io.github.ports4j.PortRange;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Protection;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no port, range, ladder or anything at all is refused at the call, by the library and by the command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadArgumentsIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Ports ports = Ports.local();
    private final Freeing freeing = ports.tcp(8080).freeing();

    @ParameterizedTest
    @ValueSource(ints = {0, 65536, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void not_a_port(int number) {
        List<ThrowingCallable> calls = List.of(
                () -> ports.tcp(number),
                () -> ports.udp(number),
                () -> ports.tcp(number, 8080),
                () -> ports.tcp(8080, number),
                () -> ports.tcp(8080, 8081, 8082, number),
                () -> ports.udp(8080, 8081, number),
                () -> TransportPort.tcp(number),
                () -> TransportPort.parse(number + ""),
                () -> PortRange.of(number, number),
                () -> PortRange.of(number, 8080),
                () -> PortRange.of(8080, number),
                () -> SocketQuery.tcp().port(number),
                () -> SocketQuery.tcp().remotePort(number),
                () -> SocketQuery.tcp().involving(number));
        for (ThrowingCallable call : calls) {
            assertThat(catchThrowable(call))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(number + "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", " ", "80a", "0x50", "8080/sctp", "8080/", "/tcp", "80/tcp/udp", "٨٠", "+80", "1e3"})
    void not_the_text_of_a_port(String text) {
        assertThat(catchThrowable(() -> TransportPort.parse(text))).isInstanceOf(IllegalArgumentException.class);
        assertThat(catchThrowable(() -> PortRange.parse(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reversed_range() {
        assertThat(catchThrowable(() -> PortRange.of(9000, 8000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9000-8000");
        assertThat(catchThrowable(() -> PortRange.parse("9000-8000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9000-8000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NOPE:1s",
                "TERM",
                "TERM:",
                "TERM:1",
                "TERM:1x",
                "TERM:-1s",
                ":1s",
                "TERM:1s,",
                "CONT:1s",
                "9:1s"
            })
    void not_a_ladder(String text) {
        assertThat(catchThrowable(() -> SignalLadder.parse(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_that_makes_sense() {
        Duration negative = SECOND.negated();
        List<ThrowingCallable> calls = List.of(
                () -> ports.ports(List.of()),
                () -> freeing.settle(negative),
                () -> freeing.within(negative),
                () -> freeing.allow(Protection.INIT),
                () -> freeing.allow(Protection.SSHD, Protection.SELF),
                () -> SignalLadder.of(Signal.TERM, negative),
                () -> SignalLadder.of(Signal.CONT, SECOND),
                () -> SignalLadder.standard().then(Signal.KILL, negative),
                () -> ports.terminator().find(0),
                () -> ports.terminator().find(-1),
                () -> SocketQuery.all().ownedBy(0),
                () -> SocketQuery.all().ownedBy(1).withoutOwners());
        for (ThrowingCallable call : calls) {
            assertThat(catchThrowable(call)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    Stream<Arguments> nulls() {
        ProcessId self = ports.terminator()
                .find(ProcessHandle.current().pid())
                .orElseThrow()
                .id();
        return Stream.of(
                call("Ports.on", () -> Ports.on(nothing())),
                call("port", () -> ports.port(nothing())),
                call("ports", () -> ports.ports(nothing())),
                call("ports of null", () -> ports.ports(listOfNull())),
                call("tcp more", () -> ports.tcp(8080, 8081, (int[]) nothing())),
                call("read", () -> ports.sockets().read(nothing())),
                call("terminate nobody", () -> ports.terminator().terminate(nothing(), SignalLadder.standard())),
                call("terminate without ladder", () -> ports.terminator().terminate(self, nothing())),
                call(
                        "terminate with null",
                        () -> ports.terminator().terminate(self, SignalLadder.standard(), (Protection) nothing())),
                call("onlyIf", () -> freeing.onlyIf(nothing())),
                call("ladder", () -> freeing.ladder(nothing())),
                call("allow", () -> freeing.allow(nothing())),
                call("allow more", () -> freeing.allow(Protection.SSHD, (Protection) nothing())),
                call("settle", () -> freeing.settle(nothing())),
                call("within", () -> freeing.within(nothing())),
                call("TransportPort", () -> new TransportPort(nothing(), 80)),
                call("TransportPort.parse", () -> TransportPort.parse(nothing())),
                call("PortRange.parse", () -> PortRange.parse(nothing())),
                call("SignalLadder.parse", () -> SignalLadder.parse(nothing())),
                call("SignalLadder.of signal", () -> SignalLadder.of(nothing(), SECOND)),
                call("SignalLadder.of grace", () -> SignalLadder.of(Signal.TERM, nothing())),
                call("then", () -> SignalLadder.standard().then(nothing(), SECOND)),
                call("SocketQuery.of", () -> SocketQuery.of(nothing())),
                call("inState", () -> SocketQuery.tcp().inState(nothing())),
                call("port range", () -> SocketQuery.tcp().port((PortRange) nothing())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void null_is_refused_at_the_call(String name, ThrowingCallable call) {
        assertThat(catchThrowable(call))
                .as(name)
                .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class);
    }

    private static Arguments call(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // that is the point
    private static <T> T nothing() {
        return null;
    }

    private static List<TransportPort> listOfNull() {
        List<TransportPort> list = new ArrayList<>();
        list.add(nothing());
        return list;
    }

    static Stream<List<String>> misuses() {
        return Stream.of(
                List.of("who", "0"),
                List.of("who", "65536"),
                List.of("who", "-1"),
                List.of("who", "abc"),
                List.of("who", "8080/sctp"),
                List.of("who"),
                List.of("free", "abc"),
                List.of("free", "0"),
                List.of("free", "8080", "--ladder", "NOPE:1s"),
                List.of("free", "8080", "--within", "abc"),
                List.of("free", "8080", "--allow", "init"),
                List.of("kill", "abc"),
                List.of("kill", "0"),
                List.of("list", "--port", "9000-8000"),
                List.of("list", "--port", "0"),
                List.of("nonsense"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void command_ends_with_2(List<String> arguments) throws IOException, InterruptedException {
        Jvm.Run run = Jvm.quick().command(arguments.toArray(String[]::new));
        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out()).as("%s", run).isEmpty();
        assertThat(run.err()).as("%s", run).startsWith("ports").doesNotContain("Exception", "\tat ");
    }
}
