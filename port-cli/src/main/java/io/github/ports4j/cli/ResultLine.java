package io.github.ports4j.cli;

import java.util.Optional;

/** The line in which results are told: {@code 8080/tcp FREED: reason; hint}. */
final class ResultLine {
    private ResultLine() {}

    static Line of(Line line, String subject, Style style, Enum<?> kind, String reason, Optional<String> hint) {
        return line.add(Style.STRONG, subject)
                .add(" ")
                .add(style, kind.name())
                .add(": " + reason)
                .add(hint.map(text -> "; " + text).orElse(""));
    }
}
