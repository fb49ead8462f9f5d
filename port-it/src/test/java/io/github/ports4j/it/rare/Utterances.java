package io.github.ports4j.it.rare;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Freeing;
import io.github.ports4j.PortException;
import io.github.ports4j.PortReport;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportPort;
import java.time.Duration;
import java.util.Collection;

/**
 * A program that prints all that the library lets a user print, of processes of whose arguments the first is a secret that is
 * given as its own first argument. The others are ports: of one that ends, one that comes back, one that can't be ended, and of
 * another one that ends; and a pid.
 */
public final class Utterances {
    private static final SignalLadder GENTLE = SignalLadder.of(Signal.TERM, Duration.ofMillis(100));

    private final Ports ports = Ports.local();

    private Utterances() {}

    /** Prints. */
    public static void main(String[] args) {
        Utterances program = new Utterances();
        for (int i = 1; i < 5; i++) {
            PortReport report = program.ports.port(TransportPort.parse(args[i])).explain();
            utterAll(report);
            boolean told = report.holders().stream()
                    .allMatch(holder -> holder.commandLine().orElse("").contains(args[0]));
            utter("in commandLine() of " + report.holders().size() + ": " + told);
        }
        program.table();
        program.refuse(args[1]);
        program.free(args[1]);
        program.free(args[2]);
        program.free(args[3]);
        program.interrupt(args[4]);
        program.terminate(Long.parseLong(args[5]));
    }

    private void table() {
        Sockets table = ports.sockets().read(SocketQuery.all().withBound());
        utter(table);
        table.forEach(socket -> {
            utter(socket);
            utter(socket.owner());
            utter(socket.owner().reason());
            utter(socket.owner().processes());
        });
    }

    private void refuse(String port) {
        FreePlan plan = freeing(port).onlyIf(process -> false).plan();
        utter(plan);
        plan.execute().forEach(Utterances::utterAll);
    }

    private void free(String port) {
        FreePlan plan = freeing(port).withDescendants().plan();
        utter(plan);
        utter(plan.ports());
        plan.ports().forEach(each -> utterAll(each.report()));
        plan.terminations().forEach(each -> {
            utter(each);
            utter(each.process());
            utter(each.steps());
        });
        plan.execute().forEach(Utterances::utterAll);
    }

    private void interrupt(String port) {
        FreePlan plan = freeing(port).plan();
        Thread.currentThread().interrupt();
        try {
            utter("not interrupted: " + plan.execute());
        } catch (PortException e) {
            Thread.interrupted();
            utter(e);
        }
    }

    private void terminate(long pid) {
        ProcessInfo found = ports.terminator().find(pid).orElseThrow();
        utter(found);
        utter(found.id());
        utter(ports.terminator().terminate(found.id(), GENTLE));
    }

    private Freeing freeing(String port) {
        return ports.port(TransportPort.parse(port)).freeing().ladder(GENTLE);
    }

    private static void utterAll(FreeResult result) {
        utter(result);
        utterAll(result.report());
        utter(result.attempts());
        utter(result.hint());
        try {
            utter(result.orThrow());
        } catch (PortException e) {
            utter(e);
            e.printStackTrace(System.out);
        }
    }

    private static void utterAll(PortReport report) {
        utter(report);
        utter(report.reason());
        utter(report.hint());
        utter(report.holders());
        utter(report.sockets());
        utter(report.clients());
        utter(report.leftovers());
        utter(report.gaps());
        report.holders().forEach(holder -> utter(holder.supervisor()));
    }

    private static void utter(Object anything) {
        if (anything instanceof Collection<?> all) {
            all.forEach(each -> System.out.println(each));
        }
        System.out.println(anything);
    }
}
