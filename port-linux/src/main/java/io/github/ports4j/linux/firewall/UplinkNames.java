package io.github.ports4j.linux.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The interfaces by which packets come in: all but the loopback and those that belong to a bridge or a bond, under whose name their
 * packets come.
 *
 * @see "Documentation/ABI/testing/sysfs-class-net of Linux"
 */
final class UplinkNames {
    private static final Path ALL = Path.of("/sys/class/net");

    private UplinkNames() {}

    static List<String> read() {
        try (Stream<Path> entries = Files.list(ALL)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !Files.exists(entry.resolve("master"), LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals("lo"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
