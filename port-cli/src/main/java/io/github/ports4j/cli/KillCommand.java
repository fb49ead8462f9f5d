package io.github.ports4j.cli;

import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ProcessTerminator;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<Long, Optional<ProcessInfo>> found = new LinkedHashMap<>(); // all, before anything is signalled
        for (long pid : pids) {
            found.put(pid, terminator.find(pid));
        }
        List<Ending> endings = new ArrayList<>();
        for (long pid : pids) {
            Optional<ProcessInfo> process = found.getOrDefault(pid, Optional.empty());
            Ending ending;
            if (process.isEmpty()) {
                ending = Ending.gone(pid);
            } else if (EndingOptions.dryRun(call)) {
                ending = Ending.foreseen(process.get(), ladder, allowed);
            } else {
                ending = end(terminator, process.get(), ladder, allowed, call);
            }
            endings.add(ending);
            if (!call.json()) { // at once: what was done is told even if the next one fails
                EndingText.print(ending, call.verbose(), call.output());
            }
        }
        if (call.json()) {
            EndingsJson.write(endings, call.output());
        }
        ExitStatus status = ExitStatus.HOLDS;
        for (Ending ending : endings) {
            status = status.and(ending.status());
        }
        return status;
    }

    private static Ending end(
            ProcessTerminator terminator,
            ProcessInfo process,
            SignalLadder ladder,
            List<Protection> allowed,
            Invocation call) {
        if (call.verbose() || call.output().errTerminal()) {
            call.output().say(call.output().message().add(Style.FAINT, process + " gets " + ladder));
        }
        call.stopOnCtrlC();
        return Ending.of(terminator.terminate(process.id(), ladder, allowed.toArray(Protection[]::new)));
    }
}
