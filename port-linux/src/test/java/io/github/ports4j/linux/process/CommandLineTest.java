package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.Hostile;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void putsSpacesBetweenTheArguments() {
        assertThat(CommandLine.parse(Hostile.bytes("java\0-jar\0shop.jar\0"))).contains("java -jar shop.jar");
    }

    @Test
    void keepsEmptyArgumentsWithinTheLine() {
        assertThat(CommandLine.parse(Hostile.bytes("a\0\0b\0"))).contains("a  b");
    }

    @Test
    void takesATitleThatTheProcessGaveItself() {
        assertThat(CommandLine.parse(Hostile.bytes("nginx: master process /usr/sbin/nginx")))
                .contains("nginx: master process /usr/sbin/nginx");
        assertThat(CommandLine.parse(Hostile.bytes("postgres: writer\0\0\0\0\0\0")))
                .contains("postgres: writer");
    }

    @Test
    void isAbsentWhereThereIsNone() {
        assertThat(CommandLine.parse(new byte[0])).isEmpty();
        assertThat(CommandLine.parse(new byte[7])).isEmpty();
    }

    @Test
    void replacesBytesThatAreNoText() {
        assertThat(CommandLine.parse(new byte[] {'a', 0, (byte) 0xfe, 0})).contains("a \ufffd");
    }
}
