package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @Test
    void namesAllCommands() {
        CommandRun run = CommandRun.withoutPorts("help");
        assertThat(run.status).isZero();
        assertThat(run.err).isEmpty();
        assertThat(run.out).contains("Examples:", "Exit states:", "130 ended by Ctrl-C");
        assertThat(run.out)
                .containsSubsequence(Subcommands.NAMES.stream()
                        .map(name -> "\n  " + name + " ")
                        .toList());
        assertThat(CommandRun.withoutPorts("--help").out).isEqualTo(run.out);
        assertThat(CommandRun.withoutPorts("-h").out).isEqualTo(run.out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "who",
                "free",
                "kill",
                "scan",
                "interfaces",
                "stats",
                "open",
                "deny",
                "close",
                "firewall",
                "completion",
                "help"
            })
    void explainsACommand(String name) {
        CommandRun run = CommandRun.withoutPorts("help", name);
        assertThat(run.status).isZero();
        assertThat(run.err).isEmpty();
        assertThat(run.out).startsWith("Usage: ports " + name + " [OPTIONS]").contains("--json", "--verbose");
        assertThat(run.out.lines()).allMatch(line -> line.length() <= 80);
        assertThat(CommandRun.withoutPorts(name, "--help").out).isEqualTo(run.out);
        assertThat(CommandRun.withoutPorts("--help", name).out).isEqualTo(run.out);
    }

    @Test
    void exitStatesAreInOrder() {
        assertThat(CommandRun.withoutPorts("help", "free").out).endsWith("""
                        Exit states:
                          0   every port is free
                          1   one is still held, was taken again, or its holder is protected
                          2   the command was called wrongly
                          3   not permitted to end who holds it
                          4   not supported on this system
                          70  an error in ports itself
                          130 ended by Ctrl-C; no further signal was sent
                        """);
    }

    @Test
    void asJson() {
        CommandRun run = CommandRun.withoutPorts("help", "who", "--json");
        assertThat(run.json().getAsJsonObject().get("usage").getAsString())
                .isEqualTo(CommandRun.withoutPorts("help", "who").out);
    }

    @Test
    void version() {
        CommandRun run = CommandRun.withoutPorts("--version");
        assertThat(run.status).isZero();
        assertThat(run.out).matches("ports [^\n]+, Java [^\n]+\n");
        assertThat(CommandRun.withoutPorts("-V", "--json")
                        .json()
                        .getAsJsonObject()
                        .get("version")
                        .getAsString())
                .isEqualTo(run.out.strip());
    }

    @Test
    void completionKnowsCommandsOptionsAndKinds() {
        CommandRun run = CommandRun.withoutPorts("completion");
        assertThat(run.status).isZero();
        assertThat(run.out).startsWith("#!/usr/bin/env bash").endsWith("\n");
        assertThat(run.out)
                .contains(
                        "list who free kill scan interfaces stats open deny close firewall help completion",
                        "--dry-run",
                        "--names",
                        "--resolve",
                        "--since",
                        "--in-flight",
                        "--into-blocking-chain",
                        "--sweep",
                        "udplite6",
                        "container-forwarder",
                        "zsh");
    }
}
