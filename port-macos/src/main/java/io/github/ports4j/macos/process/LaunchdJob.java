package io.github.ports4j.macos.process;

import io.github.ports4j.Supervisor;
import io.github.ports4j.macos.kinfo.KinfoProc;
import io.github.ports4j.macos.kinfo.ProcArgs;
import java.util.Optional;

/**
 * The launchd job that a process is. launchd tells its children the label of their job by an environment variable, which can be read of
 * the caller's own processes, and by root of all.
 *
 * @see "launchd(8), launchctl(1): bootout; XPC_SERVICE_NAME"
 */
final class LaunchdJob {
    private static final int LAUNCHD = 1;

    /** People have higher ones; those below run jobs of the system, as _www does. */
    private static final long LAST_SYSTEM_USER = 500;

    private LaunchdJob() {}

    /** Empty for a process that launchd has not started, or whose label can't be told. */
    static Optional<Supervisor> of(KinfoProc process, Optional<ProcArgs> arguments) {
        if (process.parent() != LAUNCHD) {
            return Optional.empty(); // the variable is inherited by what the job starts
        }
        return arguments
                .flatMap(ProcArgs::serviceName)
                .map(label -> new Supervisor("launchd", label, "launchctl bootout " + domain(process) + "/" + label));
    }

    private static String domain(KinfoProc process) {
        return process.effectiveUid() <= LAST_SYSTEM_USER ? "system" : "gui/" + process.effectiveUid();
    }
}
