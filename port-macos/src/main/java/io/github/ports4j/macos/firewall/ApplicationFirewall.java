package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The second filter of macOS: by program, at the sockets, behind pf, which can't open what it keeps out. Only read, through
 * {@code /usr/libexec/ApplicationFirewall/socketfilterfw}.
 */
final class ApplicationFirewall {
    static final String PROGRAM = "/usr/libexec/ApplicationFirewall/socketfilterfw";

    private static final String NAME = "the Application Firewall";
    private static final Pattern STATE = Pattern.compile("Firewall is .*\\(State = ([012])\\)");
    private static final Pattern SWITCH = Pattern.compile(
            "(?:Firewall has block all state set to|Firewall stealth mode is|Stealth mode) (enabled|disabled|on|off)\\.?|"
                    + "(?:Firewall is )?(?:blocking|set to block) all .*connections\\.?");

    private final CommandRunner runner;
    private final List<String> notes = new ArrayList<>();
    private final Optional<String> layer;

    /** Asks it. */
    ApplicationFirewall(CommandRunner runner) {
        this.runner = runner;
        layer = read();
    }

    /** What it does, in one line; empty if it is off, or that can't be told. */
    Optional<String> layer() {
        return layer;
    }

    /** What could not be told, and what else should be known. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private Optional<String> read() {
        if (!runner.isThere(PROGRAM)) {
            notes.add(NAME + " can't be asked: there is no " + PROGRAM);
            return Optional.empty();
        }
        Optional<String> state = ask("--getglobalstate").flatMap(said -> group(STATE, "--getglobalstate", said));
        if (state.isEmpty() || state.get().equals("0")) {
            return Optional.empty();
        }
        notes.add(NAME + " lets connections in by program: what pf lets in it may still keep out");
        boolean all = state.get().equals("2") || isOn("--getblockall");
        boolean stealth = isOn("--getstealthmode");
        return Optional.of(NAME
                + (all ? ": keeps out all but essential services" : ": by program")
                + (stealth ? ", stealth mode" : ""));
    }

    private boolean isOn(String question) {
        Optional<String> said = ask(question);
        Optional<String> value = said.flatMap(text -> group(SWITCH, question, text));
        return value.map(text -> text.equals("enabled") || text.equals("on") || text.isEmpty())
                .orElse(false);
    }

    /** The group of the pattern, an empty text if the form without one was found; a note if neither. */
    private Optional<String> group(Pattern pattern, String question, String said) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.matches()) {
            notes.add(NAME + " can't be told: an answer to " + question + " that is not understood");
            return Optional.empty();
        }
        String group = matcher.group(1);
        return Optional.of(group == null ? "" : group.toLowerCase(Locale.ROOT));
    }

    private Optional<String> ask(String question) {
        try {
            CommandResult result = runner.run(FirewallCommand.of(PROGRAM, question));
            if (result.exit() == 0) {
                return Optional.of(result.out().strip());
            }
            notes.add(NAME + " can't be told: " + question + " ended with " + result.exit());
        } catch (NotPermittedException | PortTimeoutException e) {
            notes.add(NAME + " can't be told: " + e.getMessage());
        }
        return Optional.empty();
    }
}
