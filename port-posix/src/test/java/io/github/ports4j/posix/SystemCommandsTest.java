package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemCommandsTest {
    private static final int MORE_THAN_A_PIPE_HOLDS = 1 << 20;

    private final SystemCommands commands = new SystemCommands(Duration.ofSeconds(30));

    private static FirewallCommand shell(String script, String input) {
        return new FirewallCommand(List.of("/bin/sh", "-c", script), input);
    }

    @Test
    void tellsWhatTheProgramSaysAndHowItEnds() {
        CommandResult result = commands.run(shell("cat; echo no >&2; exit 7", "rules\n"));

        assertThat(result).isEqualTo(new CommandResult(7, "rules\n", "no\n"));
    }

    @Test
    void muchInputAndMuchOutputOfBothKindsPass() {
        String much = "x".repeat(MORE_THAN_A_PIPE_HOLDS);

        CommandResult result = commands.run(shell("tee /dev/stderr", much));

        assertThat(result.out()).isEqualTo(much);
        assertThat(result.err()).isEqualTo(much);
    }

    @Test
    void programThatReadsNothingIsNotWaitedFor() {
        String much = "x".repeat(MORE_THAN_A_PIPE_HOLDS);

        assertThat(commands.run(shell("exit 3", much)).exit()).isEqualTo(3);
    }

    @Test
    void environmentIsFixed() {
        CommandResult result = commands.run(FirewallCommand.of("/usr/bin/env"));

        assertThat(result.out().lines())
                .containsExactlyInAnyOrder("LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/");
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() {
        FirewallCommand command = new FirewallCommand(
                List.of("/bin/sh", "-c", "printf '<%s>' \"$@\"", "sh", "a b", "$(id)", ";", "'"), "");

        assertThat(commands.run(command).out()).isEqualTo("<a b><$(id)><;><'>");
    }

    @Test
    void whatTakesTooLongIsKilled() {
        SystemCommands hurried = new SystemCommands(Duration.ofMillis(200));

        assertThatThrownBy(() -> hurried.run(shell("echo $$; exec sleep 1000", "")))
                .isInstanceOf(PortTimeoutException.class)
                .hasMessageContaining("/bin/sh");
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("sleep 1000"))
                .forEach(child -> child.onExit().join()); // a signal takes a moment; without one, this takes too long
    }

    @Test
    void interruptDoesNotEndAChangeAndIsNotLost() {
        Thread.currentThread().interrupt();

        CommandResult result = commands.run(shell("echo done", ""));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.out()).isEqualTo("done\n");
    }

    @Test
    void programThatIsNotThereIsNamed() {
        assertThat(commands.isThere("/no/such/nft")).isFalse();
        assertThatThrownBy(() -> commands.run(FirewallCommand.of("/no/such/nft", "list")))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("/no/such/nft");
    }

    @Test
    void programThatTheSystemDoesNotStartIsNamed(@TempDir Path folder) throws IOException {
        Path program = folder.resolve("nft");
        Files.writeString(program, "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> commands.run(FirewallCommand.of(program.toString())))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining(program.toString())
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void programWithoutItsPathIsRefused() {
        assertThatThrownBy(() -> commands.run(FirewallCommand.of("nft"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** That is no want of a privilege, and nobody should be told to run it as root. */
    @Test
    void programThatCanNotBeStartedForAnotherReasonIsAFailure() {
        FirewallCommand command = FirewallCommand.of("/bin/sh", "x".repeat(1 << 22)); // E2BIG

        assertThatThrownBy(() -> commands.run(command))
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("/bin/sh: ")
                .hasMessageContaining("could not start it");
    }

    /** It is executable, and what would read it is not there. */
    @Test
    void programWhoseInterpreterIsMissingIsNotPermitted(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> commands.run(FirewallCommand.of(script.toString())))
                .isInstanceOf(NotPermittedException.class);
    }
}
