package io.github.ports4j.posix;

import static io.github.ports4j.posix.Truth.FALSE;
import static io.github.ports4j.posix.Truth.MAYBE;
import static io.github.ports4j.posix.Truth.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TruthTest {
    /** What is known of it is never more than what both answers that it stands for have in common. */
    @ParameterizedTest
    @CsvSource({
        "TRUE, TRUE, TRUE, TRUE",
        "TRUE, FALSE, FALSE, TRUE",
        "TRUE, MAYBE, MAYBE, TRUE",
        "FALSE, FALSE, FALSE, FALSE",
        "FALSE, MAYBE, FALSE, MAYBE",
        "MAYBE, MAYBE, MAYBE, MAYBE"
    })
    void bothAndEither(Truth one, Truth other, Truth both, Truth either) {
        assertThat(one.and(other)).isEqualTo(both);
        assertThat(other.and(one)).isEqualTo(both);
        assertThat(one.or(other)).isEqualTo(either);
        assertThat(other.or(one)).isEqualTo(either);
    }

    @ParameterizedTest
    @EnumSource
    void contraryOfTheContrary(Truth truth) {
        assertThat(truth.not().not()).isEqualTo(truth);
        assertThat(MAYBE.not()).isEqualTo(MAYBE);
        assertThat(TRUE.not()).isEqualTo(FALSE);
    }
}
