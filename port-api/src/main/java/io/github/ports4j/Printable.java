package io.github.ports4j;

/** Text of unknown origin, made fit for a terminal and a log. */
public final class Printable {
    private Printable() {}

    /**
     * The text with control characters, line separators and characters that turn the direction of writing shown as
     * {@code \}{@code u001b}; {@code ?} if it is empty.
     */
    public static String of(String text) {
        if (text.isEmpty()) {
            return "?";
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                out.appendCodePoint(c);
            } else if (Character.isBmpCodePoint(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append(String.format("\\U%08x", c));
            }
        });
        return out.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
