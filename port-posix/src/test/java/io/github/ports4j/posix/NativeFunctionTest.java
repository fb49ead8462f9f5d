package io.github.ports4j.posix;

import static io.github.ports4j.posix.NativeType.INT;
import static io.github.ports4j.posix.NativeType.LONG;
import static io.github.ports4j.posix.NativeType.POINTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeFunctionTest {
    private static final NativeFunction ABS = NativeFunction.ofC("abs", INT, INT);
    private static final NativeFunction LABS = NativeFunction.ofC("labs", LONG, LONG);
    private static final NativeFunction CLOSE = NativeFunction.ofC("close", INT, INT);
    private static final NativeFunction STRTOL = NativeFunction.ofC("strtol", LONG, POINTER, POINTER, INT);
    private static final int EBADF = 9;

    @Test
    void takesAndReturnsNumbersOfTheirWidth() {
        assertThat(ABS.call(-5)).isEqualTo(5);
        assertThat(LABS.call(-0x7fff_ffff_ffffL)).isEqualTo(0x7fff_ffff_ffffL);
        assertThat((int) CLOSE.call(-1)).isEqualTo(-1);
        assertThat(NativeFunction.ofC("getpid", INT).call())
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void takesAddresses() {
        byte[] text = "-123x\0".getBytes(StandardCharsets.US_ASCII);
        try (NativeMemory number = NativeMemory.allocate(text.length);
                NativeMemory end = NativeMemory.allocate(Long.BYTES)) {
            number.buffer().put(0, text);
            assertThat(STRTOL.call(number.address(), end.address(), 10)).isEqualTo(-123);
            long rest = end.buffer().getLong(0);
            assertThat(rest).isEqualTo(number.address() + 4);
            assertThat(NativeMemory.readString(rest)).isEqualTo("x".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void tellsWhyTheLastCallOfThisThreadFailed() throws InterruptedException {
        assertThat((int) CLOSE.call(-1)).isEqualTo(-1);
        Thread other = new Thread(NativeFunction::clearErrno, "other");
        other.start();
        other.join();
        assertThat(NativeFunction.errno()).isEqualTo(EBADF);
        NativeFunction.clearErrno();
        assertThat(NativeFunction.errno()).isZero();
    }

    @Test
    void refusesAnotherNumberOfArguments() {
        assertThatIllegalArgumentException().isThrownBy(ABS::call).withMessage("abs takes 1 arguments, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> ABS.call(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> ABS.call(1, 2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> ABS.call(1, 2, 3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> ABS.call(1, 2, 3, 4, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> ABS.call(1, 2, 3, 4, 5, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> STRTOL.call(1));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatExceptionOfType(UnsatisfiedLinkError.class)
                .isThrownBy(() -> NativeFunction.ofC("no_such_function", INT))
                .withMessageContaining("no_such_function");
        assertThatExceptionOfType(UnsatisfiedLinkError.class)
                .isThrownBy(() -> NativeFunction.of("libnosuchlibrary.so.1", "abs", INT, INT))
                .withMessageContaining("libnosuchlibrary");
    }
}
