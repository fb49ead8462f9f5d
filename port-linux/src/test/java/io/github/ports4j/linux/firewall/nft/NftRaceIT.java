package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.posix.SystemCommands;
import io.github.ports4j.spi.FilterRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several who add and remove at once, through the library in two threads of one namespace and the program beside them. */
@Tag("root")
@Tag("laboratory")
class NftRaceIT {
    private static final int ROUNDS = 15;

    @Test
    void noRuleIsLostAndNothingIsLeft() throws Exception {
        try (OwnNetwork network = OwnNetwork.open()) {
            String link =
                    network.call(() -> "/proc/" + Files.readSymbolicLink(Path.of("/proc/thread-self")) + "/ns/net");
            Nft library = network.nft();
            Nft program = new NftProgram(new Inside(link));
            Thread other = new Thread(() -> rounds(program, 2_000));
            List<Throwable> failures = new ArrayList<>();
            other.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            other.start();
            while (other.isAlive()) {
                network.run(() -> round(library, 1_000));
            }
            other.join();
            assertThat(failures).isEmpty();
            assertThat(network.call(library::ruleset)).isEmpty();
        }
    }

    private static void rounds(Nft nft, int port) {
        for (int i = 0; i < ROUNDS; i++) {
            round(nft, port);
        }
    }

    /** The rule is there from when it was added until it is removed, whatever others do. */
    private static void round(Nft nft, int port) {
        NftDenial denial = new NftDenial(nft);
        FilterRequest request = Marks.deny(FirewallRule.tcp(port).fromAny());
        denial.prepare(request).apply();
        assertThat(nft.ruleset()).contains(request.mark().text());
        denial.removal(request.mark().id()).apply();
        assertThat(nft.ruleset()).doesNotContain(request.mark().text());
    }

    /** Programs in the namespace of the test. */
    private record Inside(String link) implements CommandRunner {
        @Override
        public CommandResult run(FirewallCommand command) {
            List<String> argv = new ArrayList<>(List.of("/usr/bin/nsenter", "--net=" + link));
            argv.addAll(command.argv());
            return new SystemCommands(Duration.ofSeconds(30)).run(new FirewallCommand(argv, command.standardInput()));
        }

        @Override
        public boolean isThere(String path) {
            return true;
        }
    }
}
