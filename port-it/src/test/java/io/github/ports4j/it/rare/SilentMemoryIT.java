package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.it.scene.CTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A holder whose arguments lie in memory that never answers ({@code silent.c}), as after its file server has gone: nobody who
 * asks for the port waits for it. Kernels from 4.17 on look for arguments in anonymous memory only.
 */
class SilentMemoryIT {
    private static final Pattern READY = Pattern.compile("READY pid=(\\d+) port=(\\d+)");
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @Test
    void is_not_waited_for() throws IOException, InterruptedException {
        Host.assumeRoot();
        Process warden = new ProcessBuilder(CTools.silent().toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = warden.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            if (line != null && line.startsWith("SKIP ")) {
                Assumptions.abort(line.substring("SKIP ".length()));
            }
            Matcher ready = READY.matcher(String.valueOf(line));
            assertThat(ready.matches()).as("%s", line).isTrue();
            PortReport report = assertTimeoutPreemptively(
                    AT_ONCE,
                    () -> Ports.local().tcp(Integer.parseInt(ready.group(2))).explain());
            assertThat(report.state()).isEqualTo(PortState.LISTENING);
            ProcessInfo holder = report.holders().get(0);
            assertThat(holder.id().pid()).isEqualTo(Long.parseLong(ready.group(1)));
            assertThat(holder.name()).isEqualTo("silent");
            assertThat(holder.commandLine()).isEmpty();
        } finally {
            warden.getOutputStream().close(); // it ends the other one, and itself
            assertThat(warden.waitFor(AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }
}
