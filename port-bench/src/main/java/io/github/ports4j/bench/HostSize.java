package io.github.ports4j.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much there is on this host, counted in /proc without this library.
 *
 * @param processes how many processes
 * @param descriptors how many descriptors they have together
 * @param sockets how many TCP sockets there are
 */
record HostSize(long processes, long descriptors, long sockets) {
    private static final Pattern PID = Pattern.compile("[0-9]+");

    static HostSize count() throws IOException {
        long processes = 0;
        long descriptors = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                Path.of("/proc"), path -> PID.matcher(path.toFile().getName()).matches())) {
            for (Path process : all) {
                String[] names = process.resolve("fd").toFile().list();
                processes++;
                descriptors += names == null ? 0 : names.length;
            }
        }
        return new HostSize(processes, descriptors, sockets("tcp") + sockets("tcp6"));
    }

    private static long sockets(String table) throws IOException {
        Path path = Path.of("/proc/net", table);
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count() - 1;
        }
    }

    @Override
    public String toString() {
        return processes + " processes, " + descriptors + " descriptors, " + sockets + " TCP sockets";
    }
}
