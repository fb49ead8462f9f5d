package io.github.ports4j.linux.statistics;

import io.github.ports4j.MalformedReplyException;
import java.util.List;
import java.util.Optional;

/**
 * Decodes {@code snmp6}: one value per line, after a name that begins with its group.
 *
 * <pre>
 * Udp6NoPorts                             0
 * </pre>
 *
 * @see "snmp6_seq_show in net/ipv6/proc.c of Linux"
 */
final class LinesDecoder {
    private LinesDecoder() {}

    /**
     * Adds the values of the known groups. Of other lines only the form is looked at.
     *
     * @param path where the text is from, for messages
     * @throws MalformedReplyException if a line is not a name and a number, or a name of a known group is there twice
     */
    static void decode(NetFile file, String path, byte[] bytes, Counted counted) {
        WordReader text = new WordReader(path, bytes);
        while (!text.atEnd()) {
            int start = text.position();
            List<Word> words = text.line();
            if (words.size() != 2) {
                throw text.malformed("name and value", start);
            }
            String name = words.get(0).text();
            int end = endOfGroup(name);
            Optional<Group> group = Group.of(file, name.substring(0, end));
            if (group.isPresent()) {
                long value = text.number(words.get(1), group.get().isGauge(name.substring(end)));
                if (end == name.length() || !counted.add(group.get(), name.substring(end), value)) {
                    throw text.malformed("name that is new", start);
                }
            }
        }
    }

    /** After the first 6: so ends the name of each group of this file, and none is the beginning of another. */
    private static int endOfGroup(String name) {
        return name.indexOf('6') + 1;
    }
}
