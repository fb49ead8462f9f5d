package io.github.ports4j.linux.firewall.ufw;

import static io.github.ports4j.linux.firewall.backend.Interrupted.said;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.linux.firewall.backend.InetNtop;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What ufw 0.36.2 was seen to do with its files of rules, and to say. */
final class FakeUfw implements CommandRunner {
    private static final String HEAD = "*filter\n:ufw-user-input - [0:0]\n### RULES ###\n";
    private static final String TAIL = "\n### END RULES ###\nCOMMIT\n";

    private final Path root;
    private boolean off;
    private boolean broken;
    private boolean chainsStay = true;

    FakeUfw(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve("etc/ufw"));
            Files.createDirectories(root.resolve("etc/default"));
            Files.createDirectories(root.resolve("run"));
            Files.writeString(root.resolve("etc/ufw/ufw.conf"), "# /etc/ufw/ufw.conf\nENABLED=yes\nLOGLEVEL=low\n");
            Files.writeString(root.resolve("etc/default/ufw"), "IPV6=yes\nDEFAULT_INPUT_POLICY=\"DROP\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(file(false), List.of());
        write(file(true), List.of());
    }

    Path file(boolean six) {
        return root.resolve("etc/ufw").resolve(six ? "user6.rules" : "user.rules");
    }

    /** Both files. */
    String state() {
        try {
            return Files.readString(file(false)) + Files.readString(file(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A rule of a user's, at the end. */
    void has(boolean six, String tuple) {
        List<String> tuples = tuples(file(six));
        tuples.add(tuple);
        write(file(six), tuples);
    }

    void filtersIpv6(boolean yes) {
        try {
            Files.writeString(root.resolve("etc/default/ufw"), "IPV6=" + (yes ? "yes" : "no") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it is switched off, and changes its files alone. */
    void disable() {
        off = true;
    }

    /** Somebody takes its chains away; or they stay, and it can't change them. */
    void losesItsChains(boolean stay) {
        broken = true;
        chainsStay = stay;
    }

    @Override
    public boolean isThere(String path) {
        return path.equals("/usr/sbin/ufw") || path.equals("/usr/sbin/iptables") || path.equals("/usr/sbin/ip6tables");
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        if (!command.argv().get(0).endsWith("/ufw")) {
            return chainsStay ? said(0) : new CommandResult(1, "", "iptables: No chain/target/match by that name.\n");
        }
        CommandResult result = changed(command);
        boolean changed = result.out().startsWith("Rule ");
        if (changed && broken) {
            return new CommandResult(1, "", "ERROR: problem running\n");
        }
        return changed && off
                ? new CommandResult(0, "Rules updated" + result.out().replaceFirst("^Rule \\w+", ""), "")
                : result;
    }

    private CommandResult changed(FirewallCommand command) {
        List<String> words =
                new ArrayList<>(command.argv().subList(1, command.argv().size()));
        boolean delete = words.remove("delete");
        boolean prepend = words.remove("prepend");
        String action = words.get(0);
        String device = words.indexOf("on") < 0 ? "" : "_" + words.get(words.indexOf("on") + 1);
        String source = InetNtop.of(words.get(words.indexOf("from") + 1));
        boolean six = source.contains(":");
        String all = six ? "::/0" : "0.0.0.0/0";
        String match = words.get(words.indexOf("proto") + 1) + " " + words.get(words.indexOf("port") + 1) + " " + all
                + " any " + source + " in" + device;
        int comment = words.indexOf("comment");
        String hex = comment < 0
                ? ""
                : " comment=" + HexFormat.of().formatHex(words.get(comment + 1).getBytes(StandardCharsets.UTF_8));
        return change(file(six), six ? " (v6)" : "", delete, prepend, action, match, hex);
    }

    private static CommandResult change(
            Path file, String v6, boolean delete, boolean prepend, String action, String match, String hex) {
        List<String> tuples = tuples(file);
        int found = -1;
        for (int i = 0; i < tuples.size(); i++) {
            found = tuples.get(i).matches("\\S+ \\Q" + match + "\\E( comment=.*)?") ? i : found;
        }
        if (delete) {
            if (found < 0 || !tuples.get(found).startsWith(action + " ")) {
                return said(0, "Could not delete non-existent rule" + v6);
            }
            tuples.remove(found);
            write(file, tuples);
            return said(0, "Rule deleted" + v6);
        }
        String tuple = action + " " + match + hex;
        if (found >= 0 && prepend) {
            return said(0, "Skipping inserting existing rule" + v6);
        }
        if (found >= 0 && tuples.get(found).equals(tuple)) {
            return said(0, "Skipping adding existing rule" + v6);
        }
        String word = found >= 0 ? "Rule updated" : prepend && !tuples.isEmpty() ? "Rule inserted" : "Rule added";
        if (found >= 0) {
            tuples.set(found, tuple);
        } else {
            tuples.add(prepend ? 0 : tuples.size(), tuple);
        }
        write(file, tuples);
        return said(0, word + v6);
    }

    private static List<String> tuples(Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("### tuple ### "))
                    .map(line -> line.substring("### tuple ### ".length()))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, List<String> tuples) {
        StringBuilder text = new StringBuilder(HEAD);
        for (String tuple : tuples) {
            text.append("\n### tuple ### ").append(tuple).append("\n-A ufw-user-input -j ACCEPT\n");
        }
        try {
            Files.writeString(file, text.append(TAIL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
