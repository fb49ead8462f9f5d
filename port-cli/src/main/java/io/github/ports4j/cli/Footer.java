package io.github.ports4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What stands below the options in the help texts: examples, and the exit states. */
final class Footer {
    private static final List<String> COMMON = List.of(
            "2 the command was called wrongly", "4 not supported on this system", "70 an error in ports itself");

    private Footer() {}

    /** The footer of {@code ports} itself. */
    static String[] ofAll() {
        return of(
                """
                  ports who 8080              who holds TCP port 8080?
                  ports free 8080             get it back: end who holds it, and verify
                  ports free 8080 --dry-run   only show who would get which signal
                  ports list                  all ports that wait for others
                  ports scan db.example       which ports of that host are open?
                  ports interfaces            under which addresses can this host be reached?
                  ports stats tcp --since 5s  what does TCP do just now?
                  ports open 8080 --from any  let connections in through the packet filter
                  ports help free             more about one command

                A port is 8080 or 8080/tcp, or 8080/udp.
                """,
                "0 what was asked for holds: found, free, ended",
                "1 it does not: nobody has it, still held, or not to be seen",
                "3 not permitted",
                "130 ended by Ctrl-C");
    }

    /**
     * A footer.
     *
     * @param examples lines of text
     * @param states what this command means by its exit states, each with its number before it; those that all commands have
     *     in common are added
     */
    static String[] of(String examples, String... states) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Examples:");
        lines.addAll(examples.lines().toList());
        lines.add("");
        lines.add("Exit states:");
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(Arrays.asList(states));
        all.sort((one, other) -> Integer.compare(number(one), number(other)));
        for (String state : all) {
            String number = Integer.toString(number(state));
            lines.add("  " + number + " ".repeat(4 - number.length()) + state.substring(state.indexOf(' ') + 1));
        }
        return lines.toArray(String[]::new);
    }

    private static int number(String state) {
        return Integer.parseInt(state.substring(0, state.indexOf(' ')));
    }
}
