package io.github.ports4j.linux.firewall.nft;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** A text of the test resources. */
final class Lines {
    private Lines() {}

    /** Its lines, without remarks. */
    static Stream<String> of(Class<?> test, String name) {
        return text(test, name).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    static String text(Class<?> test, String name) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
