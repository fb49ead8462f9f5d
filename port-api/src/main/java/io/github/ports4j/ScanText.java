package io.github.ports4j;

import io.github.ports4j.internal.ScanRow;
import io.github.ports4j.internal.ScanTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ScanReport} as text, a line for each fact. The first line names the form, the last one is {@code end}, so that a file that was
 * cut off is no report:
 *
 * <pre>
 * ports4j-scan 1
 * targets localhost
 * tcp 1-100
 * udp
 * options 1500 0 0 9 1 20000000 false    timeout in ms, rate, in flight, retries, seed, limit, portable
 * shards 8 3                             how many, and which
 * probes 13 87                           and milliseconds
 * host 127.0.0.1 localhost
 * tcp CONNECTED 22
 * tcp REFUSED 1,9,17-19
 * latency tcp 22 120000                  in nanoseconds
 * end
 * </pre>
 */
final class ScanText {
    private static final String FIRST = "ports4j-scan 1";
    private static final String LAST = "end";

    private ScanText() {}

    /** What must be the same in all shards of one scan. */
    static String plan(ScanRequest request) {
        return "targets " + join(request.targets()) + "\ntcp " + request.ports(TransportProtocol.TCP) + "\nudp "
                + request.ports(TransportProtocol.UDP) + "\nseed " + request.seed();
    }

    private static String join(List<ScanTarget> targets) {
        return targets.stream().map(ScanTarget::toString).collect(Collectors.joining(" "));
    }

    static void write(ScanReport report, BitSet shards, Appendable out) throws IOException {
        ScanRequest request = report.request();
        line(out, FIRST);
        line(out, "targets " + join(request.targets()));
        line(out, "tcp " + request.ports(TransportProtocol.TCP));
        line(out, "udp " + request.ports(TransportProtocol.UDP));
        line(
                out,
                "options " + request.timeout().toMillis() + " " + request.rate().orElse(0) + " "
                        + request.inFlight().orElse(0) + " " + request.retries() + " " + request.seed() + " "
                        + request.limit() + " " + request.isPortable());
        line(
                out,
                "shards " + request.shards()
                        + shards.stream().mapToObj(shard -> " " + (shard + 1)).collect(Collectors.joining()));
        line(out, "probes " + report.probes() + " " + report.elapsed().toMillis());
        for (var entry : report.unresolved().entrySet()) {
            line(out, "unresolved " + entry.getKey() + " " + Printable.of(entry.getValue()));
        }
        for (HostScan host : report.hosts()) {
            write(host, out);
        }
        line(out, LAST);
    }

    private static void write(HostScan host, Appendable out) throws IOException {
        line(
                out,
                "host " + InternetAddress.format(host.address())
                        + host.name().map(name -> " " + name).orElse(""));
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (ScanReason reason : ScanReason.values()) {
                PortSet ports = host.ports(protocol, reason);
                if (!ports.isEmpty()) {
                    line(out, protocol + " " + reason.name() + " " + ports);
                }
            }
        }
        for (ScanResult open : host.open()) {
            if (open.latency().isPresent()) {
                line(
                        out,
                        "latency " + open.protocol() + " " + open.address().getPort() + " "
                                + open.latency().get().toNanos());
            }
        }
    }

    private static void line(Appendable out, String line) throws IOException {
        out.append(line).append('\n');
    }

    static ScanTable read(Reader in) throws IOException {
        Lines lines = new Lines(in);
        try {
            return read(lines);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | UnknownHostException e) {
            throw new IllegalArgumentException(
                    "not a report of a scan: line " + lines.number + ": " + e.getMessage(), e);
        }
    }

    private static ScanTable read(Lines lines) throws IOException {
        if (!FIRST.equals(lines.next())) {
            throw new IllegalArgumentException("the first line is not '" + FIRST + "'");
        }
        String[] targets = lines.next("targets");
        PortSet tcp = ports(lines.next("tcp"), 0);
        PortSet udp = ports(lines.next("udp"), 0);
        String[] options = lines.next("options");
        String[] shards = lines.next("shards");
        ScanTable table = new ScanTable(request(List.of(targets), tcp, udp, options, shards));
        for (int i = 1; i < shards.length; i++) {
            int shard = Integer.parseInt(shards[i]) - 1;
            if (shard < 0 || shard >= table.request.shards() || table.shards.get(shard)) {
                throw new IllegalArgumentException("no such shard: " + shards[i]);
            }
            table.shards.set(shard);
        }
        String[] probes = lines.next("probes");
        table.probes = Long.parseLong(probes[0]);
        table.elapsed = Duration.ofMillis(Long.parseLong(probes[1]));
        ScanRow row = null;
        while (true) {
            String line = lines.next();
            if (line.equals(LAST)) {
                return table;
            }
            row = fact(table, row, line);
        }
    }

    private static ScanRequest request(
            List<String> targets, PortSet tcp, PortSet udp, String[] options, String[] shards) {
        ScanRequest request = ScanRequest.of(targets)
                .atMost(Long.parseLong(options[5]))
                .timeout(Duration.ofMillis(Long.parseLong(options[0])))
                .retries(Integer.parseInt(options[3]))
                .seed(Long.parseLong(options[4]));
        int rate = Integer.parseInt(options[1]);
        int inFlight = Integer.parseInt(options[2]);
        request = rate == 0 ? request : request.rate(rate);
        request = inFlight == 0 ? request : request.inFlight(inFlight);
        request = options[6].equals("true") ? request.portable() : request;
        int first = Integer.parseInt(shards[1]) - 1;
        return request.tcp(tcp).udp(udp).shard(first, Integer.parseInt(shards[0]));
    }

    private static @Nullable ScanRow fact(ScanTable table, @Nullable ScanRow row, String line)
            throws UnknownHostException {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "unresolved" -> {
                table.unresolved.put(words[1], line.substring(words[0].length() + words[1].length() + 2));
                return row;
            }
            case "host" -> {
                ScanRow next = new ScanRow(
                        address(words[1]),
                        words.length > 2 ? Optional.of(words[2]) : Optional.empty(),
                        table.request.ports(TransportProtocol.TCP).size(),
                        table.request.ports(TransportProtocol.UDP).size());
                table.rows.add(next);
                return next;
            }
            default -> {
                if (row == null) {
                    throw new IllegalArgumentException("before the first host: " + Printable.of(line));
                }
                cells(table.request, row, words);
                return row;
            }
        }
    }

    private static InetAddress address(String text) throws UnknownHostException {
        ScanTarget target = ScanTarget.parse(text);
        if (target.addresses() != 1) {
            throw new IllegalArgumentException("not an address: " + text);
        }
        return target.address(0);
    }

    private static void cells(ScanRequest request, ScanRow row, String[] words) {
        boolean latency = words[0].equals("latency");
        TransportProtocol protocol = protocol(latency ? words[1] : words[0]);
        PortSet known = request.ports(protocol);
        if (latency) {
            row.latency(protocol, index(known, Integer.parseInt(words[2])), Long.parseLong(words[3]));
            return;
        }
        byte code = ScanRow.code(ScanReason.valueOf(words[1]));
        ports(words, 2).stream().forEach(port -> {
            int index = index(known, port);
            if (row.cells(protocol)[index] != ScanRow.NOT_COVERED) {
                throw new IllegalArgumentException("port " + port + " has two states");
            }
            row.cells(protocol)[index] = code;
        });
    }

    private static int index(PortSet known, int port) {
        int index = known.indexOf(port);
        if (index < 0) {
            throw new IllegalArgumentException("port " + port + " was not asked for");
        }
        return index;
    }

    private static TransportProtocol protocol(String word) {
        return Stream.of(TransportProtocol.values())
                .filter(protocol -> protocol.toString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown: '" + Printable.of(word.toLowerCase(Locale.ROOT)) + "'"));
    }

    private static PortSet ports(String[] words, int index) {
        return words[index].isEmpty() ? PortSet.empty() : PortSet.parse(words[index]);
    }

    /** The lines of a text, counted. */
    private static final class Lines {
        private final BufferedReader in;
        private int number;

        private Lines(Reader in) {
            this.in = new BufferedReader(in);
        }

        private String next() throws IOException {
            number++;
            String line = in.readLine();
            if (line == null) {
                throw new IllegalArgumentException("the end is missing");
            }
            return line;
        }

        /** The words behind this one, with which the next line begins. */
        private String[] next(String first) throws IOException {
            String line = next();
            if (!line.startsWith(first + " ")) {
                throw new IllegalArgumentException("it does not begin with '" + first + "'");
            }
            return line.substring(first.length() + 1).split(" ", -1);
        }
    }
}
