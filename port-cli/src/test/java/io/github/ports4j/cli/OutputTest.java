package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.spi.HostClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    /** A disk that is full. */
    private static final class Full extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void anAnswerThatCannotBeWrittenIsTold() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Output output = output(new ResultStream(new Full(), () -> false), err);
        ExitStatus status = new PortsCommand(FakePorts::new, HostClock.system(), output).run("list");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("ports: the answer could not be written: No space left on device\n");
        assertThat(status).isEqualTo(ExitStatus.INTERNAL);
    }

    @Test
    void aReaderThatHasGoneIsNot() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitStatus status = new PortsCommand(
                        FakePorts::new, HostClock.system(), output(new ResultStream(new Full(), () -> true), err))
                .run("list", "--json");
        assertThat(err.size()).isZero();
        assertThat(status).isEqualTo(ExitStatus.HOLDS);
    }

    @Test
    void aLineOfForeignTextIsMadeFitForATerminal() {
        Line line =
                new Line(true).add("a\u001b[2Jb\n").add(Style.BAD, "c\u202e").add("");
        assertThat(line).hasToString("a\\u001b[2Jb\\u000a\u001b[31mc\\u202e\u001b[0m");
        assertThat(new Line(false).add(Style.BAD, "c")).hasToString("c");
    }

    private static Output output(ResultStream out, OutputStream err) {
        return new Output(out, err, StandardCharsets.UTF_8, false, false, false, 80);
    }
}
