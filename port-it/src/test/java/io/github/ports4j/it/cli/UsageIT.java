package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no port. */
class UsageIT {
    private static final Path BASH = Path.of("/bin/bash");

    @Test
    void aWrongCall() throws Exception {
        Command run = Command.run("who", "65536");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                ports who: not a port: 65536; a port is 1 to 65535
                try 'ports who --help'
                """);
    }

    @Test
    void theVersionIsThatOfTheJar() throws Exception {
        Command run = Command.run("--version");
        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("ports [0-9]+\\.[0-9]+\\.[0-9]+[^ ]*, Java [^\n]+\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void bashCompletes(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(BASH), "there is no " + BASH);
        Command run = Command.run("completion");
        assertThat(run.status()).isZero();
        Path script = Files.writeString(folder.resolve("ports.bash"), run.out());
        String complete = "source '%s'; COMP_WORDS=(ports %s); COMP_CWORD=%d; _complete_ports; echo ${COMPREPLY[@]}";
        Command command =
                Command.finish(new ProcessBuilder(BASH.toString(), "-c", complete.formatted(script, "fr", 1)));
        assertThat(command.out()).isEqualTo("free\n");
        Command kind = Command.finish(
                new ProcessBuilder(BASH.toString(), "-c", complete.formatted(script, "free --allow con", 3)));
        assertThat(kind.out()).isEqualTo("container-forwarder control-center\n");
    }
}
