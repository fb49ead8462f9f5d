package io.github.ports4j.cli;

import io.github.ports4j.Printable;

/** One line of output. Whatever is added is made fit for a terminal first; only this class writes escape sequences. */
final class Line {
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    Line(boolean colour) {
        this.colour = colour;
    }

    Line add(String piece) {
        return add(Style.PLAIN, piece);
    }

    Line add(Style style, String piece) {
        if (!piece.isEmpty()) {
            String safe = Printable.of(piece);
            text.append(colour ? style.apply(safe) : safe);
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
