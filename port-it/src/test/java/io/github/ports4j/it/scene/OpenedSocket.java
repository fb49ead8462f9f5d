package io.github.ports4j.it.scene;

import java.util.HashMap;
import java.util.Map;

/**
 * A socket as the process that opened it sees it.
 *
 * @param inode what {@code fstat} says
 * @param local the near end, such as {@code 127.0.0.1:8080} or {@code [::1]:8080}
 */
public record OpenedSocket(long pid, int fd, long inode, String protocol, String local) {
    /** Reads a line such as {@code SOCKET pid=1 fd=6 inode=9 proto=tcp local=[::1]:80}. */
    static OpenedSocket parse(String line) {
        Map<String, String> fields = fields(line);
        return new OpenedSocket(
                Long.parseLong(fields.get("pid")),
                Integer.parseInt(fields.get("fd")),
                Long.parseLong(fields.get("inode")),
                String.valueOf(fields.get("proto")),
                String.valueOf(fields.get("local")));
    }

    /** The {@code key=value} words of a line. */
    static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                fields.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return fields;
    }

    /** Its port. */
    public int port() {
        return Integer.parseInt(local.substring(local.lastIndexOf(':') + 1));
    }
}
