package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FreeResult;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortState;
import io.github.ports4j.ProviderException;
import io.github.ports4j.Refusal;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.HostValues;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {
    @ParameterizedTest
    @CsvSource({"LISTENING,0", "BOUND,0", "CLIENT,0", "FREE,1", "FREE_SOON,1", "UNKNOWN,1"})
    void ofReports(PortState state, int code) {
        assertThat(ExitStatus.of(Samples.report(state)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "FREED,,0",
        "ALREADY_FREE,,0",
        "STILL_HELD,,1",
        "RESPAWNED,,1",
        "REFUSED,PROTECTED,1",
        "REFUSED,GUARD,1",
        "REFUSED,CHANGED,1",
        "REFUSED,HIDDEN,1",
        "REFUSED,NOT_PERMITTED,3"
    })
    void ofFreeResults(FreeResult.Kind kind, Refusal refusal, int code) {
        FreeResult result = Samples.result(kind, Optional.ofNullable(refusal), "");
        assertThat(ExitStatus.of(result).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"PLANNED,,0", "ALREADY_FREE,,0", "STILL_HELD,,1", "REFUSED,PROTECTED,1", "REFUSED,NOT_PERMITTED,3"})
    void ofPlans(PlannedPort.Kind kind, Refusal refusal, int code) {
        PlannedPort port = Samples.planned(kind, Optional.ofNullable(refusal));
        assertThat(ExitStatus.of(port).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"EXITED,,0", "ALREADY_GONE,,0", "STILL_RUNNING,,1", "REFUSED,PROTECTED,1", "REFUSED,NOT_PERMITTED,3"})
    void ofTerminations(TerminationResult.Kind kind, Refusal refusal, int code) {
        Ending ending = Ending.of(Samples.ended(kind, Optional.ofNullable(refusal)));
        assertThat(ending.status().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"OPENED,0", "ALREADY_OPEN,0", "DENIED,0", "ALREADY_DENIED,0", "NOT_FILTERED,0", "INERT,1", "BLOCKED,1"})
    void ofEffects(FirewallEffect effect, int code) {
        assertThat(ExitStatus.of(effect).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"OPEN,0", "CLOSED,1", "UNKNOWN,1"})
    void ofAnswers(FirewallAnswer.Kind kind, int code) {
        assertThat(ExitStatus.of(HostValues.firewallAnswer(kind, "so it is")).code())
                .isEqualTo(code);
    }

    @Test
    void ofErrors() {
        FreeResult refused = Samples.result(FreeResult.Kind.REFUSED, Optional.of(Refusal.NOT_PERMITTED), "");
        Throwable notPermitted = catchOf(refused::orThrow);
        assertThat(notPermitted).isInstanceOf(NotPermittedException.class);
        assertThat(ExitStatus.of(notPermitted).code()).isEqualTo(3);
        assertThat(ExitStatus.of(new SystemCallException("socket()", 1, "EPERM", "be root"))
                        .code())
                .isEqualTo(3);
        assertThat(ExitStatus.of(new SystemCallException("socket()", 24, "EMFILE", "raise it"))
                        .code())
                .isEqualTo(70);
        assertThat(ExitStatus.of(new NotPermittedException("to look", "be root"))
                        .code())
                .isEqualTo(3);
        assertThat(ExitStatus.of(new FirewallException(List.of("/sbin/nft"), 1, "no", "try again"))
                        .code())
                .isEqualTo(70);
        assertThat(ExitStatus.of(new ProviderException("none", List.of())).code())
                .isEqualTo(4);
        assertThat(ExitStatus.of(new UnsupportedFeatureException("none")).code())
                .isEqualTo(4);
        assertThat(ExitStatus.of(new PortInterruptedException(List.of())).code())
                .isEqualTo(130);
        assertThat(ExitStatus.of(new UsageException("no")).code()).isEqualTo(2);
        assertThat(ExitStatus.of(new MalformedReplyException("x", 0, 1, 2)).code())
                .isEqualTo(70);
        assertThat(ExitStatus.of(new StackOverflowError()).code()).isEqualTo(70);
    }

    @Test
    void theLargestOfSeveral() {
        assertThat(ExitStatus.HOLDS.and(ExitStatus.NOT_PERMITTED).and(ExitStatus.FAILS))
                .isEqualTo(ExitStatus.NOT_PERMITTED);
        assertThat(ExitStatus.HOLDS.and(ExitStatus.HOLDS)).isEqualTo(ExitStatus.HOLDS);
    }

    private static Throwable catchOf(Runnable action) {
        return org.assertj.core.api.Assertions.catchThrowable(action::run);
    }
}
