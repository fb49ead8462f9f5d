package io.github.ports4j.it.firewall;

import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import java.util.ArrayList;
import java.util.List;

/** The library in the host, as it is used there. What it throws is an {@link AssertionError} here, unless that is asked for. */
final class HostFirewall {
    private final HostJvm jvm;

    private HostFirewall(HostJvm jvm) {
        this.jvm = jvm;
    }

    static HostFirewall start(FirewallHost host) {
        return new HostFirewall(host.start(FirewallProgram.class));
    }

    /** What came of a wish, and by which name to speak of it. */
    record Lease(String name, FirewallEffect effect, String reason) {}

    /** What would come of it, or unknown, and the commands as an administrator would type them. */
    record Plan(String effect, String reason, List<String> commands) {}

    Lease make(Wish wish) {
        List<String> words = ask("make", wish.words());
        return new Lease(words.get(0), FirewallEffect.valueOf(words.get(1)), words.get(2));
    }

    Plan plan(Wish wish) {
        List<String> words = ask("plan", wish.words());
        return new Plan(words.get(0), words.get(1), words.subList(2, words.size()));
    }

    FirewallEffect verify(Lease lease) {
        return FirewallEffect.valueOf(ask("verify", List.of(lease.name())).get(0));
    }

    void close(Lease lease) {
        ask("close", List.of(lease.name()));
    }

    FirewallAnswer.Kind query(Attempt attempt) {
        List<String> words =
                ask("query", List.of(attempt.port().toString(), attempt.from().getHostAddress()));
        return FirewallAnswer.Kind.valueOf(words.get(0));
    }

    List<String> list() {
        return ask("list", List.of());
    }

    List<String> sweep() {
        return ask("sweep", List.of());
    }

    /** Takes the first rule of ours away. */
    boolean remove() {
        return Boolean.parseBoolean(ask("remove", List.of()).get(0));
    }

    /** The manager, and all that is said. */
    List<String> status() {
        return ask("status", List.of());
    }

    /** What is thrown then: the class and the message. */
    List<String> thrownBy(String verb, Wish wish) {
        List<String> words = said(verb, wish.words());
        if (words.isEmpty() || !words.get(0).equals(FirewallProgram.THROWN)) {
            throw new AssertionError(verb + " " + wish + " threw nothing, but answered " + words);
        }
        return words.subList(1, words.size());
    }

    private List<String> ask(String verb, List<String> arguments) {
        List<String> words = said(verb, arguments);
        if (!words.isEmpty() && words.get(0).equals(FirewallProgram.THROWN)) {
            throw new AssertionError(verb + " " + arguments + ": " + words);
        }
        return words;
    }

    private List<String> said(String verb, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(arguments);
        jvm.say(Line.of(words));
        return Line.words(jvm.line());
    }
}
