package io.github.ports4j.macos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootSessionTest {
    private static String read(String value) {
        return BootSession.of(ByteBuffer.wrap(value.getBytes(US_ASCII)));
    }

    @Test
    void isAUuid() {
        String uuid = "0D2F7C64-9A3B-4E55-8F10-1B2C3D4E5F60";
        assertThat(read(uuid + "\0")).isEqualTo(uuid);
        assertThat(read(uuid)).isEqualTo(uuid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "0D2F7C64\0",
                "0D2F7C64-9A3B-4E55-8F10-1B2C3D4E5F6Z\0",
                "0D2F7C64-9A3B-4E55-8F10-1B2C3D4E5F600\0"
            })
    void andNothingElse(String value) {
        assertThatThrownBy(() -> read(value)).isInstanceOf(MalformedReplyException.class);
    }
}
