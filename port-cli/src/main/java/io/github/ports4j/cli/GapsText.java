package io.github.ports4j.cli;

import io.github.ports4j.Gap;
import java.util.List;
import java.util.stream.Collectors;

/** Says what an answer could not see: one line on standard error. */
final class GapsText {
    private GapsText() {}

    static void say(List<Gap> gaps, Output output) {
        if (!gaps.isEmpty()) {
            output.say(output.message()
                    .add(Style.WARNING, "incomplete: ")
                    .add(gaps.stream().map(Gap::toString).collect(Collectors.joining("; "))));
        }
    }
}
