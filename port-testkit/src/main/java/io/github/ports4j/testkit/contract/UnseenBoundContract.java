package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FreeResult;
import io.github.ports4j.Gap;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import org.junit.jupiter.api.Test;

/**
 * What must be said of a port that a process has bound in silence, over a provider whose table does not show that: for scenes
 * that lack {@link Ability#SEE_BOUND} only.
 */
public abstract class UnseenBoundContract extends SceneContract {
    /** For subclasses. */
    protected UnseenBoundContract() {}

    @Test
    void tableSaysWhatItCanNotShow() {
        int port = freePort();
        start(ActorSpec.idle().bind(port));

        Sockets holding = provider().sockets().read(SocketQuery.tcp().holding().port(port));

        assertThat(holding.list()).isEmpty();
        assertThat(holding.complete()).isFalse();
        assertThat(holding.gaps()).extracting(Gap::cause).contains(Gap.Cause.NOT_TOLD);
        assertThat(provider()
                        .sockets()
                        .read(SocketQuery.tcp().listening().port(port))
                        .gaps())
                .extracting(Gap::cause)
                .doesNotContain(Gap.Cause.NOT_TOLD);
    }

    @Test
    void portIsUnknownAndTheReasonIsTheGaps() {
        for (SocketFlag[] flags : new SocketFlag[][] {{}, {SocketFlag.NO_REUSE}}) {
            int port = freePort();
            start(ActorSpec.idle().bind(port, flags));

            PortReport report = ports().tcp(port).explain();

            assertThat(report.state()).isEqualTo(PortState.UNKNOWN);
            assertThat(report.holders()).isEmpty();
            assertThat(report.gaps()).extracting(Gap::cause).contains(Gap.Cause.NOT_TOLD);
            assertThat(report.reason())
                    .contains(report.gaps().stream()
                            .filter(gap -> gap.cause() == Gap.Cause.NOT_TOLD)
                            .findFirst()
                            .orElseThrow()
                            .reason());
        }
    }

    @Test
    void portIsNeverCalledFreeAndNobodyIsSignalled() {
        int port = freePort();
        Actor holder = start(ActorSpec.idle().bind(port, SocketFlag.NO_REUSE));

        FreeResult result = ports().tcp(port).free();

        assertThat(result.kind()).isEqualTo(FreeResult.Kind.STILL_HELD);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.report().state()).isEqualTo(PortState.UNKNOWN);
        assertThat(result.reason()).isNotBlank();
        assertThat(holder.alive()).isTrue();
    }
}
