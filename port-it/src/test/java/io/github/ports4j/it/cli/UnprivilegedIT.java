package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, started by a user who may not see whose the port is. */
@Tag("root")
class UnprivilegedIT {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final List<String> NOBODY =
            List.of(SETPRIV.toString(), "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyToWhereOthersMayRead() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        assumeTrue(Files.isExecutable(SETPRIV), "there is no " + SETPRIV);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> jars = Files.list(Command.LIB)) {
            for (Path jar : jars.toList()) {
                Path copy = Files.copy(jar, folder.resolve(jar.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }

    @Test
    void interfacesAndStatisticsNeedNoPrivileges() throws Exception {
        Command all = run("interfaces", "--all", "--json");
        assertThat(all.status()).isZero();
        assertThat(all.err()).isEmpty();
        assertThat(names(all)).isEqualTo(names(Command.run("interfaces", "--all", "--json")));
        Command stats = run("stats", "--json");
        assertThat(stats.status()).isZero();
        assertThat(stats.json().getAsJsonObject().keySet())
                .isEqualTo(
                        Command.run("stats", "--json").json().getAsJsonObject().keySet());
    }

    private static List<String> names(Command interfaces) {
        return interfaces.json().getAsJsonArray().asList().stream()
                .map(nic -> nic.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    @Test
    void somebodyElsesPort() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command who = run("who", child.portText(), "--json");
            assertThat(who.status()).isEqualTo(1);
            JsonObject report = who.only();
            assertThat(report.get("state").getAsString()).isEqualTo("UNKNOWN");
            assertThat(report.get("reason").getAsString()).isNotEmpty();
            assertThat(report.getAsJsonArray("holders").isEmpty()).isTrue();
            assertThat(who.err()).startsWith("incomplete: ");

            Command free = run("free", child.portText(), "--json");
            assertThat(free.status()).isEqualTo(3);
            assertThat(free.only().get("kind").getAsString()).isEqualTo("REFUSED");
            assertThat(free.only().getAsJsonArray("attempts").isEmpty()).isTrue();
            assertThat(run("free", child.portText(), "--dry-run").status()).isEqualTo(3);

            Command kill = run("kill", Long.toString(child.pid()), "--json");
            assertThat(kill.status()).isEqualTo(3);
            assertThat(kill.only().get("kind").getAsString()).isEqualTo("REFUSED");
            assertThat(child.isAlive()).isTrue();

            Command list = run("list", "--port", child.portText());
            assertThat(list.status()).isZero();
            assertThat(list.out()).endsWith("tcp\t127.0.0.1:" + child.port() + "\tLISTEN\t0\t?\t?\n");
            assertThat(list.err()).startsWith("incomplete: ");
        }
    }

    @Test
    void aScanNeedsNoPrivileges() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command scan = run("scan", "127.0.0.1", "-p", child.portText());
            assertThat(scan.status()).isZero();
            assertThat(scan.out())
                    .contains("127.0.0.1\t" + child.port() + "/tcp\t", "\thidden\t")
                    .endsWith("127.0.0.1: open 1\n");
            assertThat(scan.err()).startsWith("hidden owners: 1 port: ");
        }
    }

    private Command run(String... arguments) throws IOException, InterruptedException {
        return Command.finish(Command.builder(folder, NOBODY, arguments));
    }
}
