package io.github.ports4j.macos.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody's wish that pf filters: a line of {@code pfctl -s References}. The token is made of the address of a structure of the kernel
 * (generate_token() of bsd/net/pf_ioctl.c), so that one that is gone may come back as somebody else's; the pid tells the two apart.
 *
 * @param pid the process that took it; of {@code pfctl -E} it has ended by then
 * @param process its name
 * @param token the number by which it is given back, a u64
 */
record PfReference(long pid, String process, String token) {
    private static final String NONE = "No pf starter references held";
    private static final Pattern HEADER = Pattern.compile("TOKENS:|PID\\s+Process Name\\s+TOKEN\\s+TIMESTAMP");
    private static final Pattern ROW =
            Pattern.compile("([0-9]{1,10})\\s+(.*\\S)\\s+([0-9]{1,20})\\s+[0-9]+ days [0-9]+:[0-9]{2}:[0-9]{2}");

    /** Takes the table apart; empty if there is a line that is not understood. */
    static Optional<List<PfReference>> parse(String table) {
        List<PfReference> rows = new ArrayList<>();
        boolean held = false;
        boolean understood = true;
        for (String line : table.lines().map(String::strip).toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(new PfReference(Long.parseLong(row.group(1)), row.group(2), row.group(3)));
            } else {
                held |= line.equals(NONE) || HEADER.matcher(line).matches();
                understood &= line.isEmpty()
                        || line.equals(NONE)
                        || HEADER.matcher(line).matches();
            }
        }
        return understood && held ? Optional.of(rows) : Optional.empty();
    }
}
