package io.github.ports4j.linux.firewall.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedTableTest {
    static String sample(String name) {
        return new String(Samples.bytes(name), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "-p tcp -j DROP|[-p, tcp, -j, DROP]",
                "--comment hi -j|[--comment, hi, -j]",
                "--comment \"-j ACCEPT\" -j DROP|[--comment, -j ACCEPT, -j, DROP]",
                "--comment \"it\\'s \\\\ \\\"x\\\" `\"|[--comment, it's \\ \"x\" `]",
                "--comment \"\" -j|[--comment, , -j]",
                "--comment \"cut off|[--comment, cut off]",
                "--comment \"cut off\\|[--comment, cut off\\]"
            })
    void wordsAreTakenApartAsIptablesWritesThem(String line, String words) {
        assertThat(SavedRule.words(line)).hasToString(words);
    }

    @Test
    void tablesOfUfwAreReadWhole() {
        List<SavedTable> tables =
                SavedTable.parse(sample("iptables-save-1.8.9-ufw.txt")).orElseThrow();
        assertThat(tables).extracting(SavedTable::name).containsExactly("filter");
        SavedTable filter = tables.get(0);
        assertThat(filter.policies()).containsEntry("INPUT", "DROP").containsEntry("ufw-user-input", "-");
        assertThat(filter.rules("ufw-user-input"))
                .extracting(SavedRule::text)
                .containsExactly(
                        "-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT",
                        "-A ufw-user-input -s 10.9.0.0/16 -j DROP");
    }

    @Test
    void severalTablesAreRead() {
        assertThat(SavedTable.parse(sample("iptables-save-1.8.9-docker.txt")).orElseThrow())
                .extracting(SavedTable::name)
                .containsExactly("raw", "filter", "nat");
        assertThat(SavedTable.parse("")).contains(List.of());
        assertThat(SavedTable.parse(
                        "# Warning: iptables-legacy tables present, use iptables-legacy-save to see them\n"))
                .contains(List.of());
    }

    @Test
    void whatIsCutOffInATableIsNotTakenForAWhole() {
        String text = sample("iptables-save-1.8.9-docker.txt");
        int complete = 0;
        for (int length = 0; length < text.length(); length++) {
            Optional<List<SavedTable>> tables = SavedTable.parse(text.substring(0, length));
            boolean inTable = text.substring(0, length).lastIndexOf("\n*")
                    > text.substring(0, length).lastIndexOf("\nCOMMIT");
            if (inTable) {
                assertThat(tables).as("cut at " + length).isEmpty();
            } else {
                complete++;
            }
        }
        assertThat(complete).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "COMMIT",
                "-A INPUT -j DROP",
                "*filter\n*nat\nCOMMIT",
                "*filter\n-A INPUT -j DROP\nCOMMIT",
                "*filter\n:INPUT\nCOMMIT",
                "*filter\n:INPUT DROP [0:0]\n-A \nCOMMIT",
                "*filter\n:INPUT DROP [0:0]\n-I INPUT -j DROP\nCOMMIT",
                "*filter\n:INPUT DROP [0:0]\nError: x\nCOMMIT"
            })
    void whatIptablesSaveDoesNotPrintIsNotUnderstood(String text) {
        assertThat(SavedTable.parse(text)).isEmpty();
    }

    @Test
    void randomTextEndsInAnAnswer() {
        Random random = new Random(7);
        String letters = "*:-AICOMT \n\"\\!jfilter#";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(SavedTable.parse(text.toString())).isNotNull();
        }
    }
}
