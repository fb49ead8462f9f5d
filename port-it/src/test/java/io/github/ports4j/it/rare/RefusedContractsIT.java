package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.scene.CTools;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contracts in a kernel that refuses both NETLINK_SOCK_DIAG and pidfds: all by /proc/net and kill(2). */
@Tag("long")
class RefusedContractsIT {
    private static final String PACKAGE = "io.github.ports4j.it.contract.";

    /** Fewer would mean that they were not found, or skipped for want of what they need. */
    private static final int AT_LEAST = 150;

    @Test
    void the_same_contracts_hold() throws IOException, InterruptedException {
        Jvm.Run run = Jvm.plain()
                .under(CTools.refuse().toString(), "netlink-sock-diag,pidfd", "--")
                .run(
                        io.github.ports4j.it.contract.ContractRunner.class,
                        PACKAGE + "LinuxFreeContractIT",
                        PACKAGE + "LinuxExplainContractIT",
                        PACKAGE + "LinuxLadderContractIT",
                        PACKAGE + "LinuxPlanContractIT",
                        PACKAGE + "LinuxNeverSignalledContractIT",
                        PACKAGE + "LinuxTerminatorContractIT",
                        PACKAGE + "LinuxSocketTableContractIT",
                        PACKAGE + "LinuxWithoutBound");

        assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
        Matcher count =
                Pattern.compile("(\\d+) succeeded, 0 failed, \\d+ skipped\\R$").matcher(run.out());
        assertThat(count.find()).as(run.out()).isTrue();
        assertThat(Integer.parseInt(count.group(1))).as(run.out()).isGreaterThanOrEqualTo(AT_LEAST);
    }
}
