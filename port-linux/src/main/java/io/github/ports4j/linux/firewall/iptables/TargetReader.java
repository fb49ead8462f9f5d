package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.NoTrack;
import io.github.ports4j.linux.firewall.ruleset.Rewrite;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Translation;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a rule does. */
final class TargetReader {
    private static final Set<String> WITHOUT_INFLUENCE =
            Set.of("LOG", "NFLOG", "ULOG", "TRACE", "AUDIT", "ACCOUNT", "TEE", "CHECKSUM", "IDLETIMER", "LED", "SET");
    private static final Set<String> WRITING = Set.of(
            "MARK",
            "CONNMARK",
            "SECMARK",
            "CONNSECMARK",
            "CLASSIFY",
            "DSCP",
            "TOS",
            "TTL",
            "HL",
            "ECN",
            "TCPMSS",
            "HMARK");
    private static final Pattern WITH_PORTS =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([0-9.]+)):([0-9]{1,5}(?:-[0-9]{1,5})?)");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    private final AddressFamily family;
    private final Set<String> chains;

    TargetReader(AddressFamily family, Set<String> chains) {
        this.family = family;
        this.chains = chains;
    }

    /** Takes all that is left. A rule without a target only counts. */
    List<Statement> read(RuleWords words) {
        if (!words.hasNext()) {
            return List.of();
        }
        boolean goes = words.next().equals("-g");
        String target = words.next();
        StringBuilder options = new StringBuilder();
        while (words.hasNext()) {
            options.append(options.length() == 0 ? "" : " ").append(words.next());
        }
        if (chains.contains(target)) {
            return List.of(goes ? new Verdict.Goto(target) : new Verdict.Jump(target));
        }
        return goes ? List.of(new Verdict.Undecided("-g " + target)) : builtIn(target, options.toString());
    }

    private List<Statement> builtIn(String target, String options) {
        if (WITHOUT_INFLUENCE.contains(target)) {
            return List.of();
        }
        if (WRITING.contains(target)) {
            return List.of(new Rewrite(Field.OTHER));
        }
        return List.of(
                switch (target) {
                    case "ACCEPT" -> new Verdict.Accept();
                    case "DROP" -> new Verdict.Drop(false);
                    case "REJECT" -> new Verdict.Drop(true);
                    case "RETURN" -> new Verdict.Return();
                    case "NOTRACK" -> new NoTrack();
                    case "CT" -> options.contains("--notrack") ? new NoTrack() : new Rewrite(Field.OTHER);
                    case "REDIRECT" ->
                        translation(Translation.Target.THIS_HOST, Optional.empty(), after(options, "--to-ports"));
                    case "DNAT" -> destination(after(options, "--to-destination"));
                    default -> new Verdict.Undecided("-j " + target);
                });
    }

    private static String after(String options, String name) {
        Matcher matcher = Pattern.compile("(?:^| )" + name + " (\\S+)").matcher(options);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** {@code 172.17.0.2}, {@code 172.17.0.2:80}, {@code 2001:db8::2}, {@code [2001:db8::2]:80}. */
    private Statement destination(String text) {
        Matcher matcher = WITH_PORTS.matcher(text);
        if (matcher.matches()) {
            String address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            return translation(Translation.Target.ADDRESS, address(address), matcher.group(3));
        }
        return translation(Translation.Target.ADDRESS, address(text.replaceAll("^\\[(.*)\\]$", "$1")), "");
    }

    /** Empty for a range of addresses, or something new. */
    private Optional<InetAddress> address(String text) {
        try {
            return Optional.of(AddressBlock.parse(text))
                    .filter(block -> block.family() == family && !text.contains("/"))
                    .map(AddressBlock::address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Statement translation(Translation.Target target, Optional<InetAddress> address, String ports) {
        Matcher matcher = PORTS.matcher(ports);
        boolean understood = ports.isEmpty() || matcher.matches();
        if (!understood || (target == Translation.Target.ADDRESS && address.isEmpty())) {
            return new Translation(Optional.of(family), Translation.Target.UNKNOWN, Optional.empty(), Optional.empty());
        }
        if (ports.isEmpty()) {
            return new Translation(Optional.of(family), target, address, Optional.empty());
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        Span span = Span.of(Math.min(first, last), Math.max(first, last));
        return new Translation(Optional.of(family), target, address, Optional.of(span));
    }
}
