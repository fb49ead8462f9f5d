package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /sbin/pfctl}, a call a method. Its exit status says little: listings end with 0 also where they failed, and what it always says
 * stands on standard error. So each answer is understood as a whole, or it is a {@link FirewallException}.
 *
 * @see "pfctl(8) of macOS; usr.sbin/pfctl of OpenBSD 4.5, from which it comes"
 */
final class Pfctl {
    static final String PROGRAM = "/sbin/pfctl";

    /** The ruleset that is in no anchor. */
    static final String MAIN = "";

    /** Of any ioctl on an anchor that is not there. It goes with its last rule. */
    private static final Set<String> NO_SUCH_ANCHOR = Set.of("pfctl: DIOCGETRULES: Invalid argument");

    private static final Pattern ANCHOR_NOT_FOUND = Pattern.compile("(pfctl: )?Anchor '.*' not found\\.");
    private static final Pattern REFUSED =
            Pattern.compile("(?s).*/dev/pf: (Permission denied|Operation not permitted).*");
    private static final Pattern STATUS = Pattern.compile("Status: (Enabled|Disabled)\\b.*");
    private static final Pattern TOKEN = Pattern.compile("Token : ([0-9]{1,20})");
    private static final Set<String> STALE = Set.of("pfctl: pf not enabled", "pfctl: pf: token invalid");
    private static final Pattern RELEASED =
            Pattern.compile("pf disabled|disable request successful\\. [0-9]+ more pf enable"
                    + " reference\\(s\\) remaining, pf still enabled\\.");
    private static final Pattern CLEARED = Pattern.compile("rules cleared");
    private static final Pattern COUNTERS = Pattern.compile("(.+?)(?: [0-9]+){4,}");
    private static final Pattern INTERFACE = Pattern.compile("([^\\s()]+)( \\(skip\\))?");

    private static final String UNTOLD =
            "it may have taken a reference to pf whose token it did not tell, and which keeps pf enabled: " + PROGRAM
                    + " -s References lists them";

    private final CommandRunner runner;

    Pfctl(CommandRunner runner) {
        this.runner = runner;
    }

    /** {@code pfctl -s info}: whether pf filters. */
    boolean enabled() {
        FirewallCommand command = command(MAIN, "-s", "info");
        CommandResult result = succeeded(command);
        Optional<String> first = result.out().lines().findFirst();
        Matcher status = STATUS.matcher(first.orElse(""));
        if (!status.matches() || !result.err().isEmpty()) {
            throw notUnderstood(command, result);
        }
        return status.group(1).equals("Enabled");
    }

    /** {@code pfctl -a anchor -s rules}, a line each; none if there is no such anchor. */
    List<String> filterRules(String anchor) {
        return listing(anchor, "rules");
    }

    /** {@code pfctl -a anchor -s nat}, a line each; none if there is no such anchor. */
    List<String> translationRules(String anchor) {
        return listing(anchor, "nat");
    }

    /** {@code pfctl -a anchor -s labels}: the label of each rule that has one; none if there is no such anchor. */
    List<String> labels(String anchor) {
        List<String> labels = new ArrayList<>();
        for (String line : listing(anchor, "labels")) {
            Matcher counters = COUNTERS.matcher(line);
            if (!counters.matches()) {
                throw notUnderstood(command(anchor, "-s", "labels"), new CommandResult(0, line, ""));
            }
            labels.add(counters.group(1));
        }
        return labels;
    }

    /**
     * {@code pfctl -a anchor -s Anchors}: the paths of the anchors right below; none if there is no such anchor. Never asked of
     * {@code anchor/*}, where macOS 27 mixes errors into the answer.
     */
    List<String> children(String anchor) {
        String below = anchor.isEmpty() ? "" : anchor + "/";
        List<String> paths = new ArrayList<>();
        for (String line : listing(anchor, "Anchors")) {
            String name = line.startsWith("  ") ? line.substring(2) : line;
            paths.add(name.startsWith(below) ? name : below + name);
        }
        return paths;
    }

    private List<String> listing(String anchor, String what) {
        FirewallCommand command = command(anchor, "-s", what);
        CommandResult result = succeeded(command);
        String error = result.err();
        if (!anchor.isEmpty()
                && result.out().isBlank()
                && (NO_SUCH_ANCHOR.contains(error)
                        || ANCHOR_NOT_FOUND.matcher(error).matches())) {
            return List.of();
        }
        if (!error.isEmpty()) {
            throw notUnderstood(command, result);
        }
        return result.out().lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * {@code pfctl -v -s Interfaces}: those of {@code set skip}, on which nothing is filtered. Empty if the answer is not understood, or names
     * no interface at all: that it marks them so is known from OpenBSD's source alone.
     */
    Optional<Set<String>> skippedInterfaces() {
        CommandResult result = succeeded(command(MAIN, "-v", "-s", "Interfaces"));
        Set<String> skipped = new LinkedHashSet<>();
        boolean understood = result.err().isEmpty() && !result.out().isBlank();
        for (String line : result.out().lines().toList()) {
            Matcher name = INTERFACE.matcher(line);
            if (name.matches()) {
                if (name.group(2) != null) {
                    skipped.add(name.group(1));
                }
            } else {
                understood &= line.isBlank();
            }
        }
        return understood ? Optional.of(skipped) : Optional.empty();
    }

    /** {@code pfctl -n -f -}: whether the text is one of rules. Changes nothing and needs no privilege. */
    void check(String rules) {
        silent(new FirewallCommand(List.of(PROGRAM, "-n", "-f", "-"), rules));
    }

    /** What {@link #load} runs. */
    static FirewallCommand loading(String anchor, String rules) {
        return new FirewallCommand(List.of(PROGRAM, "-a", anchor, "-f", "-"), rules);
    }

    /** {@code pfctl -a anchor -f -}: puts these rules in the place of those of the anchor, in one transaction. */
    void load(String anchor, String rules) {
        silent(loading(anchor, rules));
    }

    /** What {@link #flush} runs. */
    static FirewallCommand flushing(String anchor) {
        return command(anchor, "-F", "rules");
    }

    /** {@code pfctl -a anchor -F rules}: takes the rules of the anchor away, and with them the anchor. */
    void flush(String anchor) {
        FirewallCommand command = flushing(anchor);
        CommandResult result = succeeded(command);
        boolean understood = result.err().lines().allMatch(CLEARED.asMatchPredicate());
        if (!result.out().isBlank() || !understood) {
            throw notUnderstood(command, result);
        }
    }

    /** What {@link #enable} runs. */
    static FirewallCommand enabling() {
        return command(MAIN, "-E");
    }

    /**
     * {@code pfctl -E}: has pf filter, until the token is given back. Without {@code -q}, which would leave the token untold.
     *
     * @return the token
     */
    String enable() {
        FirewallCommand command = enabling();
        CommandResult result;
        try {
            result = run(command);
        } catch (NotPermittedException refused) {
            throw refused; // nothing was done
        } catch (RuntimeException failed) {
            FirewallException untold =
                    failure(command, new CommandResult(-1, "", ""), failed.getMessage() + "; " + UNTOLD);
            untold.addSuppressed(failed);
            throw untold;
        }
        List<String> tokens = result.err()
                .lines()
                .map(TOKEN::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
        if (result.exit() != 0 || tokens.size() != 1) {
            throw failure(command, result, UNTOLD);
        }
        return tokens.get(0);
    }

    /** What {@link #release} runs. */
    static FirewallCommand releasing(String token) {
        return command(MAIN, "-X", token);
    }

    /** {@code pfctl -X token}: gives a token back; pf goes on for those who have others. One that is gone already is no error. */
    void release(String token) {
        FirewallCommand command = releasing(token);
        CommandResult result = run(command);
        boolean gone = result.exit() == 1 && STALE.contains(result.err());
        boolean given = result.exit() == 0
                && RELEASED.matcher(result.err()).matches()
                && result.out().isBlank();
        if (!gone && !given) {
            throw notUnderstood(command, result);
        }
    }

    /** {@code pfctl -s References}: who has pf filter. */
    List<PfReference> references() {
        FirewallCommand command = command(MAIN, "-s", "References");
        CommandResult result = succeeded(command);
        Optional<List<PfReference>> references = PfReference.parse(result.out());
        if (references.isEmpty() || !result.err().isEmpty()) {
            throw notUnderstood(command, result);
        }
        return references.get();
    }

    private static FirewallCommand command(String anchor, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(PROGRAM));
        if (!anchor.isEmpty()) {
            argv.addAll(List.of("-a", anchor));
        }
        argv.addAll(List.of(arguments));
        return new FirewallCommand(argv, "");
    }

    private void silent(FirewallCommand command) {
        CommandResult result = succeeded(command);
        if (!result.out().isBlank() || !result.err().isEmpty()) {
            throw notUnderstood(command, result);
        }
    }

    private CommandResult succeeded(FirewallCommand command) {
        CommandResult result = run(command);
        if (result.exit() != 0) {
            throw failure(command, result, "pfctl failed, and so changed nothing");
        }
        return result;
    }

    private CommandResult run(FirewallCommand command) {
        CommandResult said = runner.run(command);
        if (said.exit() != 0 && REFUSED.matcher(said.err()).matches()) {
            throw new NotPermittedException(
                    "to look at the rules of pf or to change them", "only root may open /dev/pf: run this as root");
        }
        return new CommandResult(said.exit(), said.out(), PfctlNoise.without(said.err()));
    }

    private static FirewallException notUnderstood(FirewallCommand command, CommandResult result) {
        return failure(command, result, "this answer of pfctl is not understood");
    }

    private static FirewallException failure(FirewallCommand command, CommandResult result, String advice) {
        String said = (result.out() + "\n" + result.err()).strip();
        return new FirewallException(command.argv(), result.exit(), said, advice);
    }
}
