package io.github.ports4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static Options parse(String line) {
        return Options.parse(List.of(line.split(" ")));
    }

    @Test
    void commandsEndWithASemicolon() {
        Options options = parse(
                "owners --pairs 40 --floor owners /x/fdwalk --port 18080 ; --program (\\d+) lsof -t ; --bound 1.5");
        assertThat(options.question()).isEqualTo(Question.OWNERS);
        assertThat(options.pairs()).isEqualTo(40);
        assertThat(options.bound()).isEqualTo(1.5);
        assertThat(options.others()).extracting(Side::name).containsExactly("fdwalk --port 18080", "lsof -t");
    }

    @Test
    void aWholeProcessOfOursAndAPartOfIt() {
        Options options =
                parse("owners --ours (\\d+) /x/ports who 80 ; --part java Empty ; --program (\\d+) lsof -t ;");
        assertThat(options.program().orElseThrow().name()).isEqualTo("ports who 80");
        assertThat(options.others()).extracting(Side::isPart).containsExactly(true, false);
        assertThat(parse("owners --oshi").program()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense --oshi",
                "owners",
                "table --oshi",
                "owners --oshi --pairs 5",
                "owners --oshi --pairs many",
                "owners --oshi --port 0",
                "owners --oshi --port",
                "owners --floor owners fdwalk",
                "owners --ours (\\d+) ports who 80 ;",
                "owners --part java Empty",
                "owners --floor owners ;",
                "owners --slowly"
            })
    void whatCannotBeUnderstoodIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
