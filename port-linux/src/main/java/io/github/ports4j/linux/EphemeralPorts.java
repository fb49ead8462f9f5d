package io.github.ports4j.linux;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.PortRange;
import io.github.ports4j.linux.procfs.ProcFiles;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports that the kernel gives to connections by itself, IPv4 and IPv6 alike.
 *
 * @see "net.ipv4.ip_local_port_range in ip(7)"
 */
final class EphemeralPorts {
    private static final String PATH = "/proc/sys/net/ipv4/ip_local_port_range";
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})\\s+(\\d{1,5})\\n");

    private EphemeralPorts() {}

    static PortRange read() {
        try (ProcFiles files = new ProcFiles()) {
            return decode(files.read(PATH));
        }
    }

    /**
     * Takes the two numbers of the file.
     *
     * @throws MalformedReplyException if there is something else in it
     */
    static PortRange decode(byte[] text) {
        Matcher matcher = FORM.matcher(new String(text, StandardCharsets.US_ASCII));
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = Integer.parseInt(matcher.group(2));
            if (0 < first && first <= last && last <= 0xffff) {
                return PortRange.of(first, last);
            }
        }
        throw new MalformedReplyException(PATH, 0, text.length, text.length + 1L);
    }
}
