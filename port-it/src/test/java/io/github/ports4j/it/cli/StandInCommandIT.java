package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.macos.standin.StandInProvider;
import io.github.ports4j.spi.HostProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the macOS provider over the stand-in: the same jars, but the Linux provider's, and one that offers the other. */
@Tag("standin")
class StandInCommandIT {
    private static final int BY_TERM = 128 + 15;

    @TempDir
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        StandIn.folder(); // builds it, or skips
        try (Stream<Path> jars = Files.list(Command.LIB)) {
            for (Path jar : jars.toList()) {
                if (!jar.getFileName().toString().startsWith("port-linux-")) {
                    Files.copy(jar, folder.resolve(jar.getFileName())); // a link would lead to the jars beside it
                }
            }
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("stand-in.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + HostProvider.class.getName()));
            jar.write(StandInProvider.class.getName().getBytes(StandardCharsets.UTF_8));
            String file = StandInProvider.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(file));
            try (InputStream bytes = StandInProvider.class.getClassLoader().getResourceAsStream(file)) {
                Objects.requireNonNull(bytes, file).transferTo(jar);
            }
        }
    }

    private Command run(String... arguments) {
        ProcessBuilder builder = Command.builder(folder, List.of(), arguments);
        builder.command().add(1, "-Djna.library.path=" + StandIn.folder());
        builder.environment().put("STANDIN_FAULTS", folder.resolve("faults").toString());
        try {
            return Command.finish(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void holderIsFoundAndEnded() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command who = run("who", child.portText(), "--json");
            assertThat(who.status()).as(who.err()).isZero();
            JsonObject holder = who.only().getAsJsonArray("holders").get(0).getAsJsonObject();
            assertThat(holder.get("pid").getAsLong()).isEqualTo(child.pid());
            assertThat(who.only().get("state").getAsString()).isEqualTo("LISTENING");

            Command free = run("free", child.portText(), "--json");
            assertThat(free.status()).as(free.err()).isZero();
            assertThat(free.only().get("kind").getAsString()).isEqualTo("FREED");
            assertThat(child.exit()).isEqualTo(BY_TERM);
        }
    }

    @Test
    void otherCommandsAnswer() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command list = run("list", "--port", child.portText(), "--json");
            assertThat(list.status()).as(list.err()).isZero();
            JsonObject socket = list.json()
                    .getAsJsonObject()
                    .getAsJsonArray("sockets")
                    .get(0)
                    .getAsJsonObject();
            assertThat(socket.get("localPort").getAsInt()).isEqualTo(child.port());
            assertThat(socket.getAsJsonArray("pids").get(0).getAsLong()).isEqualTo(child.pid());
        }
        assertThat(names(run("interfaces", "--all", "--json")))
                .isNotEmpty()
                .isEqualTo(names(Command.run("interfaces", "--all", "--json")));
        Command stats = run("stats", "--json");
        assertThat(stats.status()).as(stats.err()).isZero();
        assertThat(stats.json().getAsJsonObject().keySet()).contains("udp", "ip");
    }

    private static List<String> names(Command interfaces) {
        assertThat(interfaces.status()).as(interfaces.err()).isZero();
        return interfaces.json().getAsJsonArray().asList().stream()
                .map(nic -> nic.getAsJsonObject().get("name").getAsString())
                .toList();
    }
}
