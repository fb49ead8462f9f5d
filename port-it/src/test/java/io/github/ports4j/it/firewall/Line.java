package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Texts on a line, whatever is in them. */
final class Line {
    private static final String EMPTY = "%";

    private Line() {}

    static String of(List<String> words) {
        return words.stream()
                .map(word -> word.isEmpty() ? EMPTY : URLEncoder.encode(word, UTF_8))
                .collect(Collectors.joining(" "));
    }

    static List<String> words(String line) {
        return line.isEmpty()
                ? List.of()
                : Arrays.stream(line.split(" ", -1))
                        .map(word -> word.equals(EMPTY) ? "" : URLDecoder.decode(word, UTF_8))
                        .toList();
    }
}
