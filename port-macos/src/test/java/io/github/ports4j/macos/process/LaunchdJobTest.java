package io.github.ports4j.macos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Supervisor;
import io.github.ports4j.macos.kinfo.KinfoProc;
import io.github.ports4j.macos.kinfo.ProcArgs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchdJobTest {
    private static final Optional<ProcArgs> SHOP =
            Optional.of(new ProcArgs("/usr/local/bin/shopd", List.of("shopd"), true, Optional.of("org.example.shop")));

    private static Optional<String> stop(int parent, long user, Optional<ProcArgs> arguments) {
        KinfoProc process = new KinfoProc(1, 0, 0, 2, 4711, parent, 0, 0, "shopd", user, user);
        return LaunchdJob.of(process, arguments).map(Supervisor::stop);
    }

    @Test
    void jobsOfTheSystemAndOfPeopleAreEndedInTheirDomains() {
        assertThat(stop(1, 0, SHOP)).contains("launchctl bootout system/org.example.shop");
        assertThat(stop(1, 70, SHOP)).contains("launchctl bootout system/org.example.shop");
        assertThat(stop(1, 501, SHOP)).contains("launchctl bootout gui/501/org.example.shop");
    }

    @Test
    void whatAJobHasStartedIsNoJob() {
        assertThat(stop(300, 501, SHOP)).isEmpty();
    }

    @Test
    void withoutALabelThereIsNoAdvice() {
        ProcArgs shell = new ProcArgs("/bin/sh", List.of("sh"), true, Optional.empty());
        assertThat(stop(1, 501, Optional.empty())).isEmpty();
        assertThat(stop(1, 501, Optional.of(shell))).isEmpty();
    }
}
