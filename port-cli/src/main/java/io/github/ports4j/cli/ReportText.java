package io.github.ports4j.cli;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Supervisor;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;

/** {@code ports who} for people: the report in one line, what is known of each holder, and what to do next. */
final class ReportText {
    private static final int LABEL_WIDTH = 14;
    private static final int MILLIS_PER_SECOND = 1000;

    private final boolean verbose;

    ReportText(boolean verbose) {
        this.verbose = verbose;
    }

    void print(List<PortReport> reports, Output output) throws IOException {
        for (PortReport report : reports) {
            print(report, output);
        }
    }

    private void print(PortReport report, Output output) throws IOException {
        output.print(headline(report, output.line()));
        for (ProcessInfo holder : report.holders()) {
            print(holder, report.sockets(holder.id()), output);
        }
        if (!report.clients().isEmpty()) {
            print("clients", count(report.clients().size(), "connection") + " of this host", output);
            if (verbose) {
                for (ClientConnection client : report.clients()) {
                    output.print("    " + client);
                }
            }
        }
        if (!report.leftovers().isEmpty()) {
            print("leftovers", count(report.leftovers().size(), "connection") + " without a process", output);
            if (verbose) {
                for (SocketEntry leftover : report.leftovers()) {
                    output.print("    " + leftover);
                }
            }
        }
        if (report.hint().isPresent()) {
            print("hint", report.hint().get(), output);
        } else if (canBeFreed(report)) {
            print("get it back", "ports free " + argument(report), output);
        }
    }

    /** The report's own line, with the state set off. */
    static Line headline(PortReport report, Line line) {
        String whole = report.toString();
        String port = report.port().toString();
        String state = report.state().name();
        if (!whole.startsWith(port + " " + state)) {
            return line.add(whole);
        }
        return line.add(Style.STRONG, port)
                .add(" ")
                .add(style(report.state()), state)
                .add(whole.substring(port.length() + 1 + state.length()));
    }

    private static Style style(PortState state) {
        return switch (state) {
            case FREE, FREE_SOON -> Style.GOOD;
            case LISTENING, BOUND, CLIENT -> Style.STRONG;
            case UNKNOWN -> Style.WARNING;
        };
    }

    private static void print(ProcessInfo holder, List<SocketEntry> sockets, Output output) throws IOException {
        output.print(output.line()
                .add("  ")
                .add(Style.STRONG, holder.displayName())
                .add(" pid " + holder.id().pid()));
        print("  user", holder.user(), output);
        print("  since", local(holder.id().startTime()), output);
        print("  runs", holder.executable().map(Object::toString).orElse("not shown by the system"), output);
        print(
                "  sockets",
                sockets.stream().map(SocketEntry::localText).distinct().collect(Collectors.joining(", ")),
                output);
        if (holder.container().isPresent()) {
            print("  container", holder.container().get(), output);
        }
        if (holder.supervisor().isPresent()) {
            Supervisor supervisor = holder.supervisor().get();
            print(
                    "  started by",
                    supervisor.kind() + " as " + supervisor.unit() + "; to stop it for good: " + supervisor.stop(),
                    output);
        }
        if (holder.protection().isPresent()) {
            Protected protection = holder.protection().get();
            print(
                    "  protected",
                    protection.kind().label() + ": " + protection.reason()
                            + protection.hint().map(hint -> "; " + hint).orElse(""),
                    output);
        }
    }

    private static void print(String label, String text, Output output) throws IOException {
        output.print(output.line()
                .add("  ")
                .add(Style.FAINT, label)
                .add(" ".repeat(LABEL_WIDTH - label.length()))
                .add(text));
    }

    private static boolean canBeFreed(PortReport report) {
        return !report.holders().isEmpty()
                && report.holders().stream()
                        .allMatch(holder -> holder.protection().isEmpty());
    }

    private static String argument(PortReport report) {
        return switch (report.port().protocol()) {
            case TCP -> Integer.toString(report.port().number());
            case UDP -> report.port().toString();
        };
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String local(Instant time) {
        // the old class reads the rules of the zones once, ZoneId a second time
        int offset = TimeZone.getDefault().getOffset(time.toEpochMilli());
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                time.getEpochSecond(), 0, ZoneOffset.ofTotalSeconds(offset / MILLIS_PER_SECOND));
        return local.toLocalDate() + " " + local.toLocalTime() + (local.getSecond() == 0 ? ":00" : "");
    }
}
