package io.github.ports4j.it.mac;

import java.util.ArrayList;
import java.util.List;

/** What lsof and netstat of macOS say, in the words of these tests: sorted, and each as often as it was said. */
final class OracleTexts {
    private static final int STATE = 5;

    private OracleTexts() {}

    /**
     * Of {@code lsof -nP -i -FPn}, a line each: {@code TCP 5000} for a socket that has its own port alone, {@code TCP 5000->6000} for a
     * connection. Sockets without a port are left out.
     */
    static List<String> lsof(List<String> lines) {
        List<String> sockets = new ArrayList<>();
        String protocol = "";
        for (String line : lines) {
            if (line.startsWith("f")) {
                protocol = ""; // of the next file, which says its own
            } else if (line.startsWith("P")) {
                protocol = line.substring(1);
            } else if (line.startsWith("n") && !line.equals("n*:*")) {
                if (protocol.isEmpty()) {
                    throw new AssertionError("a socket without a protocol: " + lines);
                }
                String[] ends = line.substring(1).split("->", 2);
                sockets.add(protocol + " " + port(ends[0], ':') + (ends.length == 2 ? "->" + port(ends[1], ':') : ""));
            }
        }
        return sockets.stream().sorted().toList();
    }

    /** Of {@code netstat -an -p tcp}: the ports that are listened on, each after an asterisk if on all addresses. */
    static List<String> netstat(List<String> lines) {
        List<String> listening = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.trim().split(" +", -1);
            if (words.length > STATE && words[0].startsWith("tcp") && words[STATE].equals("LISTEN")) {
                listening.add((words[3].startsWith("*") ? "*" : "") + port(words[3], '.'));
            }
        }
        return listening.stream().sorted().toList();
    }

    private static int port(String end, char separator) {
        return Integer.parseInt(end.substring(end.lastIndexOf(separator) + 1));
    }
}
