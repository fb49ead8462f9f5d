package io.github.ports4j.macos.firewall;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.macos.firewall.PfRule.Action;
import io.github.ports4j.posix.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads rules in the form in which pfctl prints them, and in which {@link RuleText} writes them. A word that it does not know makes the
 * rule one that may do anything with the packets that fulfil what stood before it; nothing is passed over.
 *
 * @see "print_rule() of pfctl_parser.c, OpenBSD 4.5; pf.conf(5)"
 */
final class RuleParser {
    private static final Set<String> POOL_OPTIONS =
            Set.of("bitmask", "random", "source-hash", "round-robin", "static-port", "sticky-address");

    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private final ServicePorts services;

    RuleParser(ServicePorts services) {
        this.services = services;
    }

    /** The rules of a ruleset. Those in braces, which pfctl sets in, are within the one before. */
    List<PfRule> parse(List<String> lines) {
        List<List<PfRule>> open = new ArrayList<>();
        List<PfRule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.equals("}") && !open.isEmpty()) {
                List<PfRule> body = rules;
                rules = open.remove(open.size() - 1);
                PfRule head = rules.remove(rules.size() - 1);
                rules.add(head.with(body));
            } else if (text.endsWith(" {")) {
                rules.add(rule(text.substring(0, text.length() - 2)));
                open.add(rules);
                rules = new ArrayList<>();
            } else {
                rules.add(rule(text));
            }
        }
        if (!open.isEmpty()) { // cut off: what is missing may do anything
            List<PfRule> outermost = open.get(0);
            outermost.add(unknown("{"));
            return outermost;
        }
        return rules;
    }

    private static PfRule unknown(String text) {
        return new PfRule(text, Action.UNKNOWN, false, Truth.MAYBE, List.of(), "", "", List.of());
    }

    private PfRule rule(String text) {
        return Words.of(text).map(words -> new Reading(text, words).rule()).orElseGet(() -> unknown(text));
    }

    /** One rule on its way. */
    private final class Reading {
        private final String text;
        private final Words words;
        private final List<Criterion> criteria = new ArrayList<>();
        private Action action = Action.UNKNOWN;
        private boolean understood = true;
        private boolean quick;
        private Truth stateful = Truth.MAYBE; // pfctl always writes it
        private String label = "";
        private String call = "";
        private String protocol = "";

        Reading(String text, Words words) {
            this.text = text;
            this.words = words;
        }

        PfRule rule() {
            head();
            if (action == Action.NONE) {
                return made();
            }
            direction();
            if (words.take("log") && words.isAtBracket()) {
                words.next();
            }
            quick |= words.take("quick");
            onInterface();
            route();
            family();
            if (words.take("proto")) {
                protocol = words.next();
                understood &= !protocol.equals("{");
                criteria.add(
                        understood ? new Criterion.Protocol(protocol) : new Criterion.Uncertain("proto " + protocol));
            }
            if (action == Action.BINAT) { // its hosts are those of packets on their way out
                criteria.add(new Criterion.Uncertain("binat"));
                return made();
            }
            hosts();
            while (understood && !words.isAtEnd() && !words.peek().equals("->")) {
                option();
            }
            return made();
        }

        private PfRule made() {
            return new PfRule(
                    text, understood ? action : Action.UNKNOWN, quick, stateful, criteria, label, call, List.of());
        }

        private void head() {
            String word = words.next();
            boolean no = word.equals("no");
            if (no) {
                word = words.next();
            }
            action = switch (word) {
                case "pass" -> Action.PASS;
                case "block" -> Action.BLOCK;
                case "anchor" -> Action.ANCHOR;
                case "rdr-anchor" -> Action.RDR_ANCHOR;
                case "binat-anchor" -> Action.BINAT_ANCHOR;
                case "rdr" -> no ? Action.NO_RDR : Action.RDR;
                case "binat" -> no ? Action.NONE : Action.BINAT;
                case "scrub", "nat", "scrub-anchor", "nat-anchor", "dummynet-anchor" -> Action.NONE;
                default -> Action.UNKNOWN;
            };
            understood = action != Action.UNKNOWN && (!no || action == Action.NO_RDR || action == Action.NONE);
            if (action.isAnchor() && words.peek().startsWith("\"")) {
                call = words.nextUnquoted();
            } else if (action == Action.BLOCK) {
                if (words.take("drop") || words.take("return")) {
                    return;
                }
                if ((words.take("return-rst") || words.take("return-icmp") || words.take("return-icmp6"))
                        && words.isAtBracket()) {
                    words.next();
                }
            } else if (action == Action.RDR) {
                words.take("pass");
            }
        }

        private void direction() {
            if (words.take("out")) {
                criteria.add(new Criterion.Direction(false));
            } else if (words.take("in")) {
                criteria.add(new Criterion.Direction(true));
            }
        }

        private void onInterface() {
            if (words.take("on")) {
                boolean negated = words.take("!");
                String name = words.next();
                criteria.add(
                        INTERFACE.matcher(name).matches()
                                ? new Criterion.OnInterface(name, negated)
                                : new Criterion.Uncertain("on " + name));
                understood &= !name.equals("{");
            }
        }

        /** Where a packet goes that another way is chosen for, we don't know. */
        private void route() {
            if (words.take("fastroute")) {
                action = Action.UNKNOWN;
            } else if (words.take("route-to") || words.take("reply-to") || words.take("dup-to")) {
                action = Action.UNKNOWN;
                understood &= !words.next().equals("{");
                while (POOL_OPTIONS.contains(words.peek())) {
                    words.next();
                }
            }
        }

        private void family() {
            if (words.take("inet")) {
                criteria.add(new Criterion.Family(AddressFamily.IPV4));
            } else if (words.take("inet6")) {
                criteria.add(new Criterion.Family(AddressFamily.IPV6));
            }
        }

        private void hosts() {
            if (!understood || words.take("all")) {
                return;
            }
            HostReading host = new HostReading(words, services, protocol);
            if (words.take("from")) {
                host.source(criteria);
            }
            if (words.take("to")) {
                host.destination(criteria);
            }
            understood = host.isUnderstood();
        }

        private void option() {
            String word = words.next();
            switch (word) {
                case "flags" -> flags(words.next());
                case "user", "group" -> owner(word);
                case "keep", "modulate", "synproxy", "no" -> state(!word.equals("no"));
                case "label" -> label = words.nextUnquoted();
                case "tag", "queue" -> words.next();
                case "allow-opts" -> {
                    // lets in more
                }
                case "!" -> {
                    understood = words.take("tagged");
                    criteria.add(new Criterion.Uncertain("! tagged " + words.next()));
                }
                case "tagged", "tos", "probability" -> criteria.add(new Criterion.Uncertain(word + " " + words.next()));
                case "fragment" -> criteria.add(new Criterion.Uncertain(word));
                case "icmp-type", "icmp6-type" -> {
                    criteria.add(new Criterion.Uncertain(word + " " + words.next()));
                    if (words.take("code")) {
                        words.next();
                    }
                }
                default -> understood = false;
            }
        }

        private void flags(String flags) {
            if (flags.equals("any")) {
                return;
            }
            understood = flags.matches("[FSRPAUEW]*/[FSRPAUEW]*");
            if (understood) {
                int slash = flags.indexOf('/');
                criteria.add(new Criterion.TcpFlags(flags.substring(0, slash), flags.substring(slash + 1)));
            }
        }

        /** {@code user = 501}, {@code user 500 >< 600}: whose the socket is was not asked. */
        private void owner(String word) {
            if (words.peek().matches("=|!=|<|<=|>|>=")) {
                words.next();
            }
            criteria.add(new Criterion.Uncertain(word + " " + words.next()));
            if (words.take("><") || words.take("<>")) {
                words.next();
            }
        }

        /** A bound on how many states there may be decides on more than the packet. */
        private void state(boolean kept) {
            stateful = Truth.of(kept);
            understood = words.take("state");
            if (words.isAtBracket()) {
                String options = words.next();
                if (options.contains("max") || options.contains("overload")) {
                    action = Action.UNKNOWN;
                }
            }
        }
    }
}
