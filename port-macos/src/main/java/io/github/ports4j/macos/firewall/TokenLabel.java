package io.github.ports4j.macos.firewall;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule that denies needs to give pf back: written as the label of a copy of it that stands behind it in its anchor, and so is never
 * reached. There it goes with the rule and with the boot, as the token does. (The optimizer of pfctl leaves rules with labels as they are:
 * pfctl_optimize.c.)
 *
 * @param token of {@code pfctl -E}
 * @param pid of the process of pfctl that took it
 */
record TokenLabel(String token, long pid) {
    private static final Pattern TEXT = Pattern.compile("ports4j-token:([0-9]{1,20}):([0-9]{1,10})");

    static Optional<TokenLabel> parse(String label) {
        Matcher matcher = TEXT.matcher(label);
        return matcher.matches()
                ? Optional.of(new TokenLabel(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    String text() {
        return "ports4j-token:" + token + ":" + pid;
    }

    /** Whether this is what is written here, and not another's that has its number by chance. */
    boolean isOf(PfReference reference) {
        return reference.token().equals(token) && reference.pid() == pid;
    }
}
