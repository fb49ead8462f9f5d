package io.github.ports4j.macos.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInTest {
    /** JNA would find a function that is missing here in Linux' own library, which the stand-in depends on. */
    @Test
    void exportsTheFunctionsOfLibSystemAndNothingElse() throws IOException {
        List<String> called = Arrays.stream(LibSystem.class.getDeclaredMethods())
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .map(Method::getName)
                .toList();
        assertThat(exported(StandIn.folder().resolve("libSystem.so"))).containsExactlyInAnyOrderElementsOf(called);
    }

    @Test
    void isTheLibraryThatLibSystemCalls() {
        StandInControl control = StandIn.load();
        control.reset();
        assertThat(LibSystem.kill(0, 0)).isEqualTo(-1); // Linux would have signalled the own process group
        assertThat(control.calls("kill")).isEqualTo(1);
    }

    @Test
    void failsOnDemand() {
        StandInControl control = StandIn.load();
        control.reset();
        int own = (int) ProcessHandle.current().pid();
        control.fail("kill", 1, 1, 1);
        assertThat(LibSystem.kill(own, 0)).isZero();
        assertThat(LibSystem.kill(own, 0)).isEqualTo(-1);
        assertThat(LibSystem.errno()).isEqualTo(1);
        assertThat(LibSystem.kill(own, 0)).isZero();
    }

    @Test
    void aSuccessLeavesErrnoAlone() {
        StandIn.load().reset();
        int all = DarwinMemory.LAYOUTS.constant("PROC_ALL_PIDS");
        LibSystem.clearErrno(); // and nothing in between: the JVM sets it too
        int size = LibSystem.proc_listpids(all, 0, 0, 0);
        assertThat(LibSystem.errno()).isZero();
        assertThat(size).isPositive();
    }

    private static List<String> exported(Path library) throws IOException {
        Process nm = new ProcessBuilder("nm", "-D", "--defined-only", library.toString()).start();
        String output = new String(nm.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return output.lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }
}
