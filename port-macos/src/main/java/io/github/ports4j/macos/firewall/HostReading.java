package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressBlock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what stands behind {@code from} and {@code to}.
 *
 * @see "print_fromto(), print_addr() and print_port() of pfctl_parser.c, OpenBSD 4.5"
 */
final class HostReading {
    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+(/[0-9]+)?");
    private static final int LAST = 65535;

    private final Words words;
    private final ServicePorts services;
    private final String protocol;
    private boolean understood = true;

    HostReading(Words words, ServicePorts services, String protocol) {
        this.words = words;
        this.services = services;
        this.protocol = protocol;
    }

    boolean isUnderstood() {
        return understood;
    }

    /** What stands behind {@code from}. */
    void source(List<Criterion> criteria) {
        host(true, criteria);
        if (understood && words.take("os")) {
            criteria.add(new Criterion.Uncertain("os " + words.next()));
        }
    }

    /** What stands behind {@code to}. */
    void destination(List<Criterion> criteria) {
        host(false, criteria);
    }

    private void host(boolean source, List<Criterion> criteria) {
        boolean negated = words.take("!");
        String word = words.next();
        address(word, negated)
                .map(block -> new Criterion.Host(source, block, negated))
                .ifPresentOrElse(criteria::add, () -> {
                    if (negated || !word.equals("any")) {
                        criteria.add(new Criterion.Uncertain((source ? "from " : "to ") + word));
                    }
                });
        if (understood && words.take("port")) {
            criteria.add(port(source));
        }
    }

    /** An address or a block; empty for {@code any} and for what only pf can tell, such as a table or an interface's addresses. */
    private Optional<AddressBlock> address(String word, boolean negated) {
        if (word.equals("route")) {
            words.next(); // its label
        }
        if (word.isEmpty() || word.equals("{") || word.equals("-") || (negated && word.equals("!"))) {
            understood = false;
        }
        Optional<AddressBlock> block = Optional.empty();
        if (ADDRESS.matcher(word).matches()) {
            try {
                block = Optional.of(AddressBlock.parse(word));
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // pf's own notation of something: MAYBE, by the caller
            }
        }
        if (words.take("-")) { // a range of addresses
            words.next();
            return Optional.empty();
        }
        return block;
    }

    private Criterion port(boolean source) {
        String word = words.next();
        String operator = COMPARISONS.contains(word) ? word : "";
        String value = operator.isEmpty() ? word : words.next();
        Matcher range = RANGE.matcher(value);
        if (operator.isEmpty() && range.matches()) {
            return new Criterion.Ports(
                    source, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), false);
        }
        if (operator.isEmpty() && (words.peek().equals("><") || words.peek().equals("<>"))) {
            return between(source, value, words.next().equals("<>"), words.next());
        }
        if (!isNumber(value)) {
            return named(source, operator, value);
        }
        int number = Integer.parseInt(value);
        return switch (operator) {
            case "!=" -> new Criterion.Ports(source, number, number, true);
            case "<" -> new Criterion.Ports(source, 0, number - 1, false);
            case "<=" -> new Criterion.Ports(source, 0, number, false);
            case ">" -> new Criterion.Ports(source, number + 1, LAST, false);
            case ">=" -> new Criterion.Ports(source, number, LAST, false);
            default -> new Criterion.Ports(source, number, number, false);
        };
    }

    /** {@code 1 >< 9}: 2 to 8. {@code 1 <> 9}: below 1 and above 9. */
    private Criterion between(boolean source, String first, boolean outside, String last) {
        if (!isNumber(first) || !isNumber(last)) {
            return uncertain(first + " " + last);
        }
        int low = Integer.parseInt(first);
        int high = Integer.parseInt(last);
        return outside
                ? new Criterion.Ports(source, low, high, true)
                : new Criterion.Ports(source, low + 1, high - 1, false);
    }

    private Criterion named(boolean source, String operator, String name) {
        Set<Integer> ports = services.named(name, protocol);
        boolean equal = operator.isEmpty() || operator.equals("=");
        if (ports.isEmpty() || (!equal && !operator.equals("!="))) {
            return uncertain(name);
        }
        return new Criterion.NamedPort(source, ports, !equal);
    }

    private Criterion uncertain(String text) {
        understood &= !text.isBlank() && !text.contains("{");
        return new Criterion.Uncertain("port " + text);
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
