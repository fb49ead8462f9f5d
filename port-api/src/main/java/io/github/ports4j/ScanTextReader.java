package io.github.ports4j;

import io.github.ports4j.internal.ScanRow;
import io.github.ports4j.internal.ScanTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ScanText} wrote, a line at a time, and refuses what it can't have written. Used once. */
final class ScanTextReader {
    private final BufferedReader in;

    /** Of the line that was read last, from 1. */
    private int number;

    ScanTextReader(Reader in) {
        this.in = new BufferedReader(in);
    }

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException with the number of the line
     */
    ScanTable read() throws IOException {
        try {
            return table();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | UnknownHostException e) {
            String why = Printable.of(String.valueOf(e.getMessage()));
            throw new IllegalArgumentException("not a report of a scan: line " + number + ": " + why, e);
        }
    }

    private ScanTable table() throws IOException {
        if (!ScanText.FIRST.equals(line())) {
            throw new IllegalArgumentException("it is not '" + ScanText.FIRST + "'");
        }
        ScanRequest request = ScanRequest.of(List.of(words("targets")));
        PortSet tcp = ports(words("tcp", 1)[0]);
        PortSet udp = ports(words("udp", 1)[0]);
        request = options(request, words("options", 7)).tcp(tcp).udp(udp);
        ScanTable table = table(request, words("shards"));
        String[] probes = words("probes", 2);
        table.probes = amount(probes[0]);
        table.elapsed = Duration.ofMillis(amount(probes[1]));
        Facts facts = new Facts(table);
        for (String line = line(); !line.equals(ScanText.LAST); line = line()) {
            facts.add(line);
        }
        number++;
        if (in.readLine() != null) {
            throw new IllegalArgumentException("it is behind the end");
        }
        return table;
    }

    private String line() throws IOException {
        number++;
        String line = in.readLine();
        if (line == null) {
            throw new IllegalArgumentException("the end is missing");
        }
        return line;
    }

    /** The words behind this one, with which the next line begins. */
    private String[] words(String first) throws IOException {
        String line = line();
        if (!line.startsWith(first + " ")) {
            throw new IllegalArgumentException("it does not begin with '" + first + "'");
        }
        return line.substring(first.length() + 1).split(" ", -1);
    }

    private String[] words(String first, int count) throws IOException {
        return requireCount(words(first), count);
    }

    private static String[] requireCount(String[] words, int count) {
        if (words.length != count) {
            throw new IllegalArgumentException(words.length + " words instead of " + count);
        }
        return words;
    }

    private static long amount(String text) {
        long amount = Long.parseLong(text);
        if (amount < 0) {
            throw new IllegalArgumentException("less than nothing: " + text);
        }
        return amount;
    }

    /** The ports of a request, which may be none. */
    private static PortSet ports(String text) {
        return text.isEmpty() ? PortSet.empty() : PortSet.parse(text);
    }

    /** With the options of a line: {@link ScanText} tells their order. */
    private static ScanRequest options(ScanRequest plain, String[] options) {
        ScanRequest request = plain.timeout(Duration.ofMillis(Long.parseLong(options[0])))
                .retries(Integer.parseInt(options[3]))
                .seed(Long.parseLong(options[4]))
                .atMost(Long.parseLong(options[5]));
        int rate = Integer.parseInt(options[1]);
        int inFlight = Integer.parseInt(options[2]);
        request = rate == 0 ? request : request.rate(rate);
        request = inFlight == 0 ? request : request.inFlight(inFlight);
        return switch (options[6]) {
            case "true" -> request.portable();
            case "false" -> request;
            default -> throw new IllegalArgumentException("neither true nor false: " + options[6]);
        };
    }

    /** The table of these shards, of which the first word tells how many there are. */
    private static ScanTable table(ScanRequest whole, String[] shards) {
        int count = Integer.parseInt(shards[0]);
        ScanTable table = new ScanTable(whole.shard(Integer.parseInt(shards[1]) - 1, count));
        for (int i = 1; i < shards.length; i++) {
            int shard = Integer.parseInt(shards[i]) - 1;
            if (shard < table.shards.length() || shard >= count) {
                throw new IllegalArgumentException("no such shard, or out of order: " + shards[i]);
            }
            table.shards.set(shard);
        }
        return table;
    }

    /** The lines behind the head, which fill a table. */
    private static final class Facts {
        private final ScanTable table;
        private final Set<String> names = new HashSet<>();
        private final Set<String> targets = new HashSet<>();
        private final long ports;
        private @Nullable ScanRow row;

        private Facts(ScanTable table) {
            this.table = table;
            for (ScanTarget target : table.request.targets()) {
                targets.add(target.toString());
                if (target.isName()) {
                    names.add(target.toString());
                }
            }
            ports = Stream.of(TransportProtocol.values())
                    .mapToLong(protocol -> table.request.ports(protocol).size())
                    .sum();
        }

        private void add(String line) throws UnknownHostException {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "unresolved" -> unresolved(line, words[1]);
                case "host" -> row = host(words);
                case "latency" -> latency(current(), requireCount(words, 4));
                default -> state(current(), requireCount(words, 3));
            }
        }

        private ScanRow current() {
            if (row == null) {
                throw new IllegalArgumentException("it is before the first host");
            }
            return row;
        }

        private void unresolved(String line, String host) {
            String reason = line.substring("unresolved ".length() + host.length() + 1);
            if (!targets.contains(host) || table.unresolved.put(host, Printable.of(reason)) != null) {
                throw new IllegalArgumentException("not asked for, or twice: " + host);
            }
        }

        private ScanRow host(String[] words) throws UnknownHostException {
            Optional<String> name = words.length == 2 ? Optional.empty() : Optional.of(requireCount(words, 3)[2]);
            if (name.isPresent() && !names.contains(name.get())) {
                throw new IllegalArgumentException("not asked for: " + name.get());
            }
            if ((table.rows.size() + 1) * ports > table.request.limit()) {
                throw new IllegalArgumentException("more ports of addresses than " + table.request.limit());
            }
            ScanRow next = new ScanRow(
                    address(words[1]),
                    name,
                    table.request.ports(TransportProtocol.TCP).size(),
                    table.request.ports(TransportProtocol.UDP).size());
            table.rows.add(next);
            return next;
        }

        private static InetAddress address(String text) throws UnknownHostException {
            ScanTarget target = ScanTarget.parse(text);
            if (target.addresses() != 1) {
                throw new IllegalArgumentException("not an address: " + text);
            }
            return target.address(0);
        }

        private void latency(ScanRow of, String[] words) {
            TransportProtocol protocol = protocol(words[1]);
            int place = place(protocol, Integer.parseInt(words[2]));
            byte code = of.cells(protocol)[place];
            boolean open = code != ScanRow.NOT_COVERED && ScanRow.reason(code).state() == ScanState.OPEN;
            if (!open || of.latency(protocol, place) >= 0) {
                throw new IllegalArgumentException("not open, or twice: port " + words[2]);
            }
            of.latency(protocol, place, amount(words[3]));
        }

        private void state(ScanRow of, String[] words) {
            TransportProtocol protocol = protocol(words[0]);
            byte code = ScanRow.code(ScanReason.valueOf(words[1]));
            byte[] cells = of.cells(protocol);
            PortSet.parse(words[2]).stream().forEach(port -> {
                int place = place(protocol, port);
                if (cells[place] != ScanRow.NOT_COVERED) {
                    throw new IllegalArgumentException("port " + port + " has two states");
                }
                cells[place] = code;
            });
        }

        private int place(TransportProtocol protocol, int port) {
            int place = table.request.ports(protocol).indexOf(port);
            if (place < 0) {
                throw new IllegalArgumentException("port " + port + " was not asked for");
            }
            return place;
        }

        private static TransportProtocol protocol(String word) {
            return Stream.of(TransportProtocol.values())
                    .filter(protocol -> protocol.toString().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown: '" + word + "'"));
        }
    }
}
