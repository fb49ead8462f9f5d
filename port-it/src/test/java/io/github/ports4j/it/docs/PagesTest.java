package io.github.ports4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code on the pages for users is that of the examples, which are compiled and tested. */
class PagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("^```\\w+\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"docs/junit.md", "docs/plain-main.md", "docs/spring-boot.md", "docs/testkit.md"})
    void codeOfThePageIsInAnExample(String page) throws IOException {
        List<List<String>> sources = sources();

        assertThat(blocks(page))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources)
                        .as(() -> page + ":\n" + String.join("\n", block))
                        .anyMatch(source -> Collections.indexOfSubList(source, block) >= 0));
    }

    @Test
    void bomOfTheReadmeIsThatOfTheExamples() throws IOException {
        List<List<String>> imports = blocks("README.md").stream()
                .filter(block -> block.contains("<artifactId>port-bom</artifactId>"))
                .toList();

        assertThat(imports).hasSize(1);
        assertThat(sources()).anyMatch(source -> Collections.indexOfSubList(source, imports.get(0)) >= 0);
    }

    /** All files of the examples, without the indentation of their lines. */
    private static List<List<String>> sources() throws IOException {
        try (Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            List<List<String>> sources = new ArrayList<>();
            for (Path file : (Iterable<Path>) examples.filter(PagesTest::isSource)::iterator) {
                sources.add(Files.readAllLines(file).stream().map(String::strip).toList());
            }
            return sources;
        }
    }

    private static boolean isSource(Path file) {
        String path = file.toString();
        return Files.isRegularFile(file)
                && !path.contains("/target/")
                && (path.contains("/src/") || path.endsWith("/pom.xml"));
    }

    /** What stands between the fences that name a language, without the indentation of its lines. */
    private static List<List<String>> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(block -> block.group(1).lines().map(String::strip).toList())
                .toList();
    }
}
