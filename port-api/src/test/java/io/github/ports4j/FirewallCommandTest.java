package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is printed is what would be run is shown by a shell. */
@DisabledOnOs(OS.WINDOWS)
class FirewallCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                " ",
                "two words",
                "it's",
                "'",
                "''",
                "\\",
                "a\\'b",
                "\"",
                "$HOME",
                "$(id)",
                "`id`",
                "a;b",
                "a&b|c",
                "*",
                "?",
                "[a-z]",
                "{a,b}",
                "~",
                "~root",
                "#",
                "a#b",
                "!!",
                "<x>",
                "a=b",
                "-n",
                "line\nfeed",
                "tab\tbed",
                "\n",
                "ends with a line feed\n",
                "rule family=\"ipv4\" source address=\"10.0.0.0/8\" accept",
                "\u001b[2J",
                "\u00e4\u20ac"
            })
    void anArgumentReachesTheProgramAsItIs(String argument) throws Exception {
        FirewallCommand command = FirewallCommand.of("/usr/bin/printf", "%s\\0", argument, "end");
        assertThat(shell(command.toString().replaceFirst("^/usr/bin/", ""))).isEqualTo(argument + "\0end\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add rule inet t c tcp dport 8080 accept\n",
                "two\nlines\n",
                "$HOME `id` \\ \"x\" 'y'\n",
                "END\n",
                "a\nEND\nEND_\nrm\n",
                "END \n",
                "\n\n",
                "{\"nftables\":[{\"add\":{}}]}\n"
            })
    void standardInputReachesItToo(String text) throws Exception {
        assertThat(shell(new FirewallCommand(List.of("cat"), text).toString())).isEqualTo(text);
    }

    @Test
    void standardInputGetsALineFeedAtItsEnd() throws Exception {
        assertThat(shell(new FirewallCommand(List.of("cat"), "no end").toString()))
                .isEqualTo("no end\n");
    }

    @Test
    void severalCommandsOneBehindTheOther() throws Exception {
        String both = new FirewallCommand(List.of("cat"), "a\nEND\n") + "\n" + FirewallCommand.of("echo", "b c");
        assertThat(shell(both)).isEqualTo("a\nEND\nb c\n");
    }

    @Test
    void isALineWithAHereDocument() {
        assertThat(FirewallCommand.of("/usr/sbin/ufw", "allow", "from", "10.0.0.0/8", "it's"))
                .hasToString("/usr/sbin/ufw allow from 10.0.0.0/8 'it'\\''s'");
        assertThat(new FirewallCommand(List.of("/usr/sbin/nft", "-f", "-"), "add x\n"))
                .hasToString("/usr/sbin/nft -f - <<'END'\nadd x\nEND");
    }

    @Test
    void hasAProgramAndKeepsItsArguments() {
        assertThatThrownBy(() -> new FirewallCommand(List.of(), "")).isInstanceOf(IllegalArgumentException.class);
        List<String> argv = new ArrayList<>(List.of("a"));
        FirewallCommand command = new FirewallCommand(argv, "");
        argv.add("b");
        assertThat(command.argv()).containsExactly("a");
    }

    private static String shell(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh").redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().write((script + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
