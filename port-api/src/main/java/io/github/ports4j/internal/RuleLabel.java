package io.github.ports4j.internal;

import java.util.regex.Pattern;

/** What a caller may name a rule: what fits into a mark beside everything else. */
public final class RuleLabel {
    /** Its form, as a part of a regular expression. */
    public static final String FORM = "[A-Za-z0-9._-]{1,16}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private RuleLabel() {}

    /** Whether this can be one. */
    public static boolean is(String text) {
        return PATTERN.matcher(text).matches();
    }
}
