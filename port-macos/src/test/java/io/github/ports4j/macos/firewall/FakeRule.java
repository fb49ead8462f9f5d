package io.github.ports4j.macos.firewall;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule in {@link FakePf}: taken apart by one expression, matched by comparing bits, printed in the normal form of pfctl, with the names
 * of services for single ports.
 */
record FakeRule(
        String verb,
        String call,
        String direction,
        boolean quick,
        String not,
        String interfaceName,
        String family,
        String protocol,
        String sourceNot,
        String source,
        int first,
        int last,
        boolean stateless,
        String label) {
    /** As macOS' /etc/services: one name for several ports. */
    static final Map<Integer, String> SERVICES =
            Map.of(22, "ssh", 53, "domain", 80, "http", 443, "https", 8008, "http-alt", 8080, "http-alt");

    private static final Map<String, byte[]> BYTES = new ConcurrentHashMap<>();

    private static final Map<FakeRule, String> PRINTED = new ConcurrentHashMap<>();

    private static final Pattern TEXT = Pattern.compile(
            "(pass|block drop|block return|anchor|scrub-anchor)(?: \"([^\"]+)\")?(?: (in|out))?( quick)?(?: on (! )?(\\S+))?"
                    + "(?: (inet6?))?(?: proto (\\S+))?(?: all)?(?: from (! )?(\\S+) to any)?"
                    + "(?: port (?:= )?(\\w+)(?::(\\w+))?)?(?: flags S/SA)?(?: (keep|no) state)?(?: fragment reassemble)?(?: label \"([^\"]*)\")?");

    static FakeRule parse(String line) {
        Matcher m = TEXT.matcher(line);
        if (!m.matches()) {
            throw new AssertionError("not a rule of this fake: " + line);
        }
        int first = m.group(11) == null ? 0 : Integer.parseInt(m.group(11));
        return new FakeRule(
                m.group(1),
                text(m, 2),
                text(m, 3),
                m.group(4) != null,
                text(m, 5),
                text(m, 6),
                m.group(7) != null
                        ? m.group(7)
                        : m.group(10) == null || m.group(10).equals("any") ? "" : implied(m.group(10)),
                text(m, 8),
                text(m, 9),
                m.group(10) == null ? "any" : m.group(10),
                first,
                m.group(12) == null ? -1 : Integer.parseInt(m.group(12)),
                text(m, 13).equals("no"),
                text(m, 14));
    }

    /** pfctl writes the family that an address implies. */
    private static String implied(String source) {
        return source.indexOf(':') >= 0 ? "inet6" : "inet";
    }

    private static String text(Matcher matcher, int group) {
        return matcher.group(group) == null ? "" : matcher.group(group);
    }

    /** It as pfctl prints it. */
    String printed() {
        return PRINTED.computeIfAbsent(this, FakeRule::normalForm);
    }

    private String normalForm() {
        String port = first == 0
                ? ""
                : last >= 0 ? " port " + first + ":" + last : " port = " + SERVICES.getOrDefault(first, "" + first);
        String head = verb
                + (call.isEmpty() ? "" : " \"" + call + "\"")
                + (direction.isEmpty() ? "" : " " + direction)
                + (quick ? " quick" : "")
                + (interfaceName.isEmpty() ? "" : " on " + not + interfaceName)
                + (family.isEmpty() ? "" : " " + family)
                + (protocol.isEmpty() ? "" : " proto " + protocol);
        String hosts =
                source.equals("any") && port.isEmpty() ? " all" : " from " + sourceNot + source + " to any" + port;
        String state = !verb.equals("pass")
                ? ""
                : stateless ? " no state" : protocol.equals("udp") ? " keep state" : " flags S/SA keep state";
        return head
                + hosts
                + state
                + (verb.equals("scrub-anchor") ? " fragment reassemble" : "")
                + (label.isEmpty() ? "" : " label \"" + label + "\"");
    }

    boolean isFor(FakePacket packet) {
        boolean six = packet.source().indexOf(':') >= 0;
        boolean onInterface = interfaceName.isEmpty() || interfaceName.equals(packet.interfaceName()) == not.isEmpty();
        boolean ofFamily = family.isEmpty() || family.equals(six ? "inet6" : "inet");
        boolean ofProtocol = protocol.isEmpty() || protocol.equals(packet.protocol());
        boolean in = packet.direction().equals("in");
        boolean toPort = first == 0
                || (in && (last >= 0 ? first <= packet.port() && packet.port() <= last : first == packet.port()));
        boolean withFlags = !verb.equals("pass") // which has flags S/SA if it keeps state
                || stateless
                || !packet.protocol().equals("tcp")
                || packet.flags().equals("S");
        return !verb.equals("scrub-anchor")
                && (direction.isEmpty() || direction.equals(packet.direction()))
                && withFlags
                && onInterface
                && ofFamily
                && ofProtocol
                && toPort
                && (source.equals("any") || (in && isFrom(packet.source()) == sourceNot.isEmpty()));
    }

    private boolean isFrom(String address) {
        String[] parts = source.split("/", 2);
        byte[] block = bytes(parts[0]);
        byte[] bytes = bytes(address);
        int shift = bytes.length * 8 - (parts.length == 2 ? Integer.parseInt(parts[1]) : bytes.length * 8);
        return block.length == bytes.length
                && new BigInteger(1, block).shiftRight(shift).equals(new BigInteger(1, bytes).shiftRight(shift));
    }

    private static byte[] bytes(String literal) {
        return BYTES.computeIfAbsent(literal, FakeRule::parsed);
    }

    private static byte[] parsed(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(literal, e);
        }
    }

    @Override
    public String toString() {
        return printed();
    }
}
