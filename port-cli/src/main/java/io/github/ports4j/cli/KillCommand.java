package io.github.ports4j.cli;

import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ProcessTerminator;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports kill PID…}. */
final class KillCommand implements Subcommand {
    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String summary() {
        return "End a process: TERM first, KILL last, and wait until it is gone.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Syntax.operands("PID", "1..*", "The number of a process."));
        EndingOptions.describe(spec);
        spec.usageMessage()
                .footer(Footer.of(
                        """
                          ports kill 4711 --dry-run
                          ports kill 4711 4712 --ladder TERM:3s,KILL:1s
                          ports kill 4711 --ladder KILL:2s    what kill -9 does
                        """,
                        "0 every process is gone",
                        "1 one still runs, or is protected",
                        "3 not permitted to end one",
                        "130 ended by Ctrl-C; no further signal was sent"));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        List<Long> pids = Arguments.pids(call.operands());
        SignalLadder ladder = EndingOptions.ladder(call).orElse(SignalLadder.standard());
        List<Protection> allowed = EndingOptions.allowed(call);
        ProcessTerminator terminator = call.ports().terminator();
        List<Ending> endings = EndingOptions.dryRun(call)
                ? foresee(terminator, pids, ladder, allowed)
                : end(terminator, pids, ladder, allowed, call);
        if (call.json()) {
            EndingsJson.write(endings, call.output());
        } else {
            new EndingText(call.verbose()).print(endings, call.output());
        }
        ExitStatus status = ExitStatus.HOLDS;
        for (Ending ending : endings) {
            status = status.and(ending.status());
        }
        return status;
    }

    private static List<Ending> foresee(
            ProcessTerminator terminator, List<Long> pids, SignalLadder ladder, List<Protection> allowed) {
        List<Ending> endings = new ArrayList<>();
        for (long pid : pids) {
            Optional<ProcessInfo> found = terminator.find(pid);
            endings.add(found.isPresent() ? Ending.foreseen(found.get(), ladder, allowed) : Ending.gone(pid));
        }
        return endings;
    }

    private static List<Ending> end(
            ProcessTerminator terminator,
            List<Long> pids,
            SignalLadder ladder,
            List<Protection> allowed,
            Invocation call) {
        call.stopOnCtrlC();
        List<Ending> endings = new ArrayList<>();
        for (long pid : pids) {
            Optional<ProcessInfo> found = terminator.find(pid);
            if (found.isEmpty()) {
                endings.add(Ending.gone(pid));
                continue;
            }
            if (call.verbose() || call.output().errTerminal()) {
                call.output().say(call.output().message().add(Style.FAINT, found.get() + " gets " + ladder));
            }
            endings.add(Ending.of(terminator.terminate(found.get().id(), ladder, allowed.toArray(Protection[]::new))));
        }
        return endings;
    }
}
