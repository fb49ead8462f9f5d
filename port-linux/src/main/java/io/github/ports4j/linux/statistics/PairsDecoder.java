package io.github.ports4j.linux.statistics;

import io.github.ports4j.MalformedReplyException;
import java.util.List;
import java.util.Optional;

/**
 * Decodes {@code snmp} and {@code netstat}: pairs of lines, the names of a group and its values. A group may have several pairs: of
 * {@code IcmpMsg} the kernel puts 16 types into one, and whoever sends a type that nobody knows adds to them.
 *
 * <pre>
 * Udp: InDatagrams NoPorts
 * Udp: 57 0
 * </pre>
 *
 * @see "snmp_seq_show and netstat_seq_show in net/ipv4/proc.c of Linux"
 */
final class PairsDecoder {
    private final NetFile file;
    private final WordReader text;
    private final Counted counted;

    private PairsDecoder(NetFile file, WordReader text, Counted counted) {
        this.file = file;
        this.text = text;
        this.counted = counted;
    }

    /**
     * Adds the values of the known groups, by the names in the text. Of other groups only the form is looked at.
     *
     * @param path where the text is from, for messages
     * @throws MalformedReplyException if the lines of a pair do not fit each other, a value is no number, or a name of a known
     *     group is there twice
     */
    static void decode(NetFile file, String path, byte[] text, Counted counted) {
        PairsDecoder decoder = new PairsDecoder(file, new WordReader(path, text), counted);
        while (!decoder.text.atEnd()) {
            decoder.pair();
        }
    }

    private void pair() {
        int start = text.position();
        List<Word> names = text.line();
        if (names.isEmpty() || !names.get(0).text().endsWith(":")) {
            throw text.malformed("group", start);
        }
        String label = names.get(0).text();
        int second = text.position();
        if (text.atEnd()) {
            throw text.malformed("values of " + label, second);
        }
        List<Word> values = text.line();
        if (values.isEmpty() || !values.get(0).text().equals(label)) {
            throw text.malformed(label, second);
        }
        if (values.size() != names.size()) {
            throw text.malformed(names.size() - 1 + " values of " + label, second);
        }
        Optional<Group> group = Group.of(file, label.substring(0, label.length() - 1));
        if (group.isPresent()) {
            add(group.get(), names, values);
        }
    }

    /** Adds the values; the first word of each line is the group. */
    private void add(Group group, List<Word> names, List<Word> values) {
        for (int i = 1; i < names.size(); i++) {
            String name = names.get(i).text();
            long value = text.number(values.get(i), group.isGauge(name));
            if (!counted.add(group, name, value)) {
                throw text.malformed("one " + name, names.get(i).offset());
            }
        }
    }
}
