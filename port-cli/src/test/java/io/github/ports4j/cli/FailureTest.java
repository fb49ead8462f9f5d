package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ProviderException;
import io.github.ports4j.SystemCallException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
    private final FakePorts ports = new FakePorts();

    @Test
    void noProvider() {
        ports.thrown = new ProviderException("no provider: a, b", List.of(new IllegalStateException("a is broken")));
        CommandRun run = CommandRun.of(ports, "who", "80");
        assertThat(run.err).isEqualTo("ports who: no provider: a, b\n");
        assertThat(run.out).isEmpty();
        assertThat(run.status).isEqualTo(4);
        assertThat(CommandRun.of(ports, "who", "80", "--verbose").err).isEqualTo("""
                        ports who: no provider: a, b
                          caused by: java.lang.IllegalStateException: a is broken
                        """);
    }

    @Test
    void aSystemCallAsJson() {
        ports.thrown = new SystemCallException("socket(AF_NETLINK)", 24, "EMFILE", "raise the limit");
        CommandRun run = CommandRun.of(ports, "list", "--json");
        assertThat(run.json())
                .isEqualTo(CommandRun.parse("{'error':{'type':'SystemCallException','message':'socket(AF_NETLINK):"
                        + " EMFILE (24); raise the limit','hint':null}}"));
        assertThat(run.err).isEqualTo("""
                        ports list: socket(AF_NETLINK): EMFILE (24); raise the limit
                        --verbose shows where it happened
                        """);
        assertThat(run.status).isEqualTo(70);
    }

    @Test
    void anErrorOfOursIsOneLineUnlessVerbose() {
        ports.thrown = new IllegalStateException("oh\u001b[2J");
        CommandRun run = CommandRun.of(ports, "list");
        assertThat(run.err).isEqualTo("""
                        ports list: internal error: java.lang.IllegalStateException: oh\\u001b[2J
                        --verbose shows where it happened
                        """);
        assertThat(run.status).isEqualTo(70);
        assertThat(CommandRun.of(ports, "list", "-v").err).contains("\n    at ").doesNotContain("\u001b");
    }
}
