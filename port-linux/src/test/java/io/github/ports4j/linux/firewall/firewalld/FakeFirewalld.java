package io.github.ports4j.linux.firewall.firewalld;

import static io.github.ports4j.linux.firewall.backend.Interrupted.said;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What firewalld 1.3.3 was seen to do with rich rules, and to say. */
final class FakeFirewalld implements CommandRunner {
    private final Map<String, Map<String, String>> zones = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final Map<String, String> interfaces = new LinkedHashMap<>();

    /** A rule of somebody's. */
    void has(String zone, String rule) {
        rules(zone).put(rule, "for ever");
    }

    /** What becomes of a zone that is deleted, with the next reload. */
    void delete(String zone) {
        zones.remove(zone);
        gone.add(zone);
    }

    /** What a reload does to rules of the running system. */
    void reload() {
        zones.clear();
    }

    void bind(String interfaceName, String zone) {
        interfaces.put(interfaceName, zone);
    }

    String state() {
        return zones.values().stream().allMatch(Map::isEmpty) ? "" : zones.toString();
    }

    /** The zones and rules without their times. */
    String rules() {
        StringBuilder text = new StringBuilder();
        zones.forEach((zone, rules) -> rules.keySet()
                .forEach(rule -> text.append(zone).append(' ').append(rule).append('\n')));
        return text.toString();
    }

    private Map<String, String> rules(String zone) {
        return zones.computeIfAbsent(zone, key -> new TreeMap<>());
    }

    @Override
    public boolean isThere(String path) {
        return path.equals("/usr/bin/firewall-cmd");
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : command.argv().subList(1, command.argv().size())) {
            int equals = word.indexOf('=');
            options.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        String zone = options.getOrDefault("--zone", "public");
        if (gone.contains(zone)) {
            return new CommandResult(112, "", "Error: INVALID_ZONE: " + zone + "\n");
        }
        if (options.containsKey("--get-default-zone")) {
            return said(0, "public");
        }
        if (options.containsKey("--get-active-zones")) {
            StringBuilder text = new StringBuilder();
            interfaces.forEach((name, of) ->
                    text.append(of).append("\n  interfaces: ").append(name).append('\n'));
            return new CommandResult(0, text.toString(), "");
        }
        String name = options.get("--get-zone-of-interface");
        if (name != null) {
            return Optional.ofNullable(interfaces.get(name))
                    .map(of -> said(0, of))
                    .orElse(said(2, "no zone"));
        }
        return change(zone, options);
    }

    private CommandResult change(String zone, Map<String, String> options) {
        if (options.containsKey("--list-rich-rules")) {
            return said(0, rules(zone).keySet().toArray(String[]::new));
        }
        String added = options.get("--add-rich-rule");
        if (added != null) {
            return rules(zone).putIfAbsent(added, options.getOrDefault("--timeout", "for ever")) == null
                    ? said(0, "success")
                    : new CommandResult(
                            0, "success\n", "Warning: ALREADY_ENABLED: '" + added + "' already in '" + zone + "'\n");
        }
        String removed = options.getOrDefault("--remove-rich-rule", "");
        return rules(zone).remove(removed) != null
                ? said(0, "success")
                : new CommandResult(0, "success\n", "Warning: NOT_ENABLED: '" + removed + "' not in '" + zone + "'\n");
    }
}
