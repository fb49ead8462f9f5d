package io.github.ports4j.spi;

import io.github.ports4j.internal.RuleLabel;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written beside a rule of ours, in its comment or label, so that it can be found again by whoever comes later: that it is ours,
 * until when, and whose. At most 63 characters of {@code [A-Za-z0-9._:-]}, which every filter takes: the shortest of all is the label of
 * a rule of pf (PF_RULE_LABEL_SIZE, 64 bytes with its end).
 *
 * @param id eight hexadecimal digits that no other rule of ours has
 * @param expires when it ends, in whole seconds; empty if at no set time
 * @param owner the process that has it; empty if it is to stay without one
 * @param label what its maker named it: 1 to 16 of {@code [A-Za-z0-9._-]}
 */
public record FilterMark(String id, Optional<Instant> expires, Optional<Owner> owner, Optional<String> label) {
    /** With what each mark begins. */
    public static final String PREFIX = "ports4j:";

    private static final int RADIX = 36;
    private static final int EXPIRES_DIGITS = 7;
    private static final int PID_DIGITS = 5;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern TEXT = Pattern.compile(PREFIX
            + "([0-9a-f]{8}):(0|[1-9a-z][0-9a-z]{0,6}):(?:0|([1-9a-z][0-9a-z]{0,4})\\.([0-9a-z]{5})\\.([0-9a-z]{4})\\.([0-9a-z]{5}))(?::("
            + RuleLabel.FORM + "))?");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if one of them has another
     */
    public FilterMark {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not the id of a rule: " + id);
        }
        if (label.isPresent() && !RuleLabel.is(label.get())) {
            throw new IllegalArgumentException("not the label of a rule: " + label.get());
        }
        expires = expires.map(at -> Instant.ofEpochSecond(at.getEpochSecond()));
        if (expires.isPresent() && !isWritten(expires.get().getEpochSecond(), EXPIRES_DIGITS)) {
            throw new IllegalArgumentException("not the end of a rule: " + expires.get());
        }
    }

    /** Whether so many digits are enough; 0 is how nothing is written. */
    private static boolean isWritten(long number, int digits) {
        return number > 0 && Long.toString(number, RADIX).length() <= digits;
    }

    /**
     * A process, and no other of its pid. What is compared is shortened, so that two may be taken for the same by chance: one in 60 million.
     *
     * @param pid its pid, at most 5 digits of base 36
     * @param start its start, shortened to 5
     * @param namespace its pid namespace, shortened to 4
     * @param boot the boot of the host, shortened to 5
     */
    public record Owner(long pid, String start, String namespace, String boot) {
        private static final Pattern DIGITS = Pattern.compile("[0-9a-z]{5} [0-9a-z]{4} [0-9a-z]{5}");

        /**
         * Checks the form.
         *
         * @throws IllegalArgumentException if one of them has another
         */
        public Owner {
            if (!isWritten(pid, PID_DIGITS)
                    || !DIGITS.matcher(start + " " + namespace + " " + boot).matches()) {
                throw new IllegalArgumentException(
                        "not the owner of a rule: " + pid + " " + start + " " + namespace + " " + boot);
            }
        }

        /** Shortens what identifies a process. */
        public static Owner of(long pid, long startToken, String pidNamespace, String bootId) {
            return new Owner(
                    pid, shortened(Long.toString(startToken), 5), shortened(pidNamespace, 4), shortened(bootId, 5));
        }

        private static String shortened(String text, int digits) {
            long hash = 0xcbf29ce484222325L; // FNV-1a: the same on every JVM
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            hash ^= hash >>> 29;
            long bound = 1;
            for (int i = 0; i < digits; i++) {
                bound *= RADIX;
            }
            String number = Long.toString(Long.remainderUnsigned(hash, bound), RADIX);
            return "0".repeat(digits - number.length()) + number;
        }
    }

    /** Reads a mark; empty if the text is none. */
    public static Optional<FilterMark> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(matcher.group(2), RADIX);
        Optional<Owner> owner = matcher.group(3) == null
                ? Optional.empty()
                : Optional.of(new Owner(
                        Long.parseLong(matcher.group(3), RADIX), matcher.group(4), matcher.group(5), matcher.group(6)));
        return Optional.of(new FilterMark(
                matcher.group(1),
                seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds)),
                owner,
                Optional.ofNullable(matcher.group(7))));
    }

    /** The same with another time. */
    public FilterMark expiring(Optional<Instant> at) {
        return new FilterMark(id, at, owner, label);
    }

    /** The same, to stay without a process. */
    public FilterMark detached() {
        return new FilterMark(id, expires, Optional.empty(), label);
    }

    /** The mark as it is written: {@code ports4j:1a2b3c4d:t8k2lq:2n9c.04fzy.9abc.09abc:shop}. */
    public String text() {
        return PREFIX + id + ":"
                + expires.map(at -> Long.toString(at.getEpochSecond(), RADIX)).orElse("0") + ":"
                + owner.map(o -> Long.toString(o.pid(), RADIX) + "." + o.start() + "." + o.namespace() + "." + o.boot())
                        .orElse("0")
                + label.map(name -> ":" + name).orElse("");
    }

    @Override
    public String toString() {
        return text();
    }
}
