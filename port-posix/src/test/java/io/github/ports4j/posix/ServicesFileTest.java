package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesFileTest {
    @TempDir
    Path directory;

    private Path first;
    private Path second;

    @BeforeEach
    void name() {
        first = directory.resolve("etc");
        second = directory.resolve("usr");
    }

    private String read() {
        return ServicesFile.read(List.of(first, second));
    }

    @Test
    void isTheFirstThatIsThere() throws IOException {
        Files.writeString(second, "b 2/tcp\n");
        assertThat(read()).isEqualTo("b 2/tcp\n");
        Files.writeString(first, "a 1/tcp\n");
        assertThat(read()).isEqualTo("a 1/tcp\n");
    }

    @Test
    void isTheFirstAlsoIfThatIsEmpty() throws IOException {
        Files.writeString(first, "");
        Files.writeString(second, "b 2/tcp\n");
        assertThat(read()).isEmpty();
    }

    @Test
    void takesBytesOfAnyKind() throws IOException {
        Files.write(first, new byte[] {'a', ' ', '1', '/', 't', 'c', 'p', ' ', (byte) 0xff});
        assertThat(read()).isEqualTo("a 1/tcp \ufffd");
    }

    @Test
    void namesAllIfThereIsNone() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(this::read)
                .withMessageContaining(first.toString())
                .withMessageContaining(second.toString());
    }

    @Test
    void doesNotGoOnAfterOneThatCanNotBeRead() throws IOException {
        Files.createDirectory(first);
        Files.writeString(second, "b 2/tcp\n");
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::read)
                .withMessageContaining(first.toString());
    }
}
