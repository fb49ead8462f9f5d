package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ports} at the root, in a checkout made for the test, with a stand-in for Maven that writes down its call. */
class LauncherIT {
    /** Archives are another test's business. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("JAVA_HOME", System.getProperty("java.home"), "PORTS_ARCHIVE", "off");

    @TempDir
    private Path folder;

    private Checkout checkout;
    private Path tools;
    private Path built;

    @BeforeEach
    void checkout() throws IOException {
        checkout = Checkout.in(folder, "check out");
        tools = checkout.tools();
        built = checkout.resolve("port-cli/target/ports/built");
    }

    @Test
    void buildsOnceAndSaysSo() throws Exception {
        Command first = ports("--version");
        assertThat(first.status()).isZero();
        assertThat(first.out()).startsWith("ports ").hasLineCount(1);
        assertThat(first.err())
                .isEqualTo("ports: not built yet; building, which takes a while ...\nbuilt by " + checkout.realPath()
                        + "\n");
        assertThat(checkout.calls())
                .containsExactly("mvn -q -B -Dstyle.color=never -Dmaven.test.skip=true -pl port-cli -am package");

        Command second = ports("--version");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(checkout.calls()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        ports("--version");
        Files.setLastModifiedTime(built, FileTime.from(Instant.parse("2020-01-02T00:00:00Z")));
        assertThat(ports("--version").err()).isEmpty();
        Files.setLastModifiedTime(
                checkout.resolve("port-api/src/main/java/A.java"),
                FileTime.from(Instant.parse("2020-01-03T00:00:00Z")));
        assertThat(ports("--version").err()).startsWith("ports: the sources have changed; building");
        assertThat(checkout.calls()).hasSize(2);
    }

    @Test
    void timesInAnyStyleAreNoChange() throws Exception {
        ports("--version");
        ProcessBuilder builder = builder(checkout.script("--version"));
        builder.environment().put("TIME_STYLE", "+" + checkout.realPath() + "/%Y");
        assertThat(Command.finish(builder).err()).isEmpty();
        assertThat(checkout.calls()).hasSize(1);
    }

    @Test
    void theFirstJavaOfThePathThatCanBeStarted() throws Exception {
        ports("--version");
        Path folders = Files.createDirectory(folder.resolve("*")); // would match this one, too:
        Path decoy = Files.createDirectory(folder.resolve("decoy"));
        Checkout.setExecutable(Files.writeString(decoy.resolve("java"), "#!/bin/sh\nexit 5\n"));
        Files.createDirectories(folders.resolve("a folder/java"));
        Files.createDirectory(folders.resolve("not executable"));
        Files.createFile(folders.resolve("not executable/java"));
        ProcessBuilder builder = builder(checkout.script("--version"));
        builder.environment().put("JAVA_HOME", "");
        builder.environment()
                .put(
                        "PATH",
                        folders + ":" + folders + "/a folder:" + folders + "/not executable:/usr/bin:/bin:"
                                + System.getProperty("java.home") + "/bin");
        Command run = Command.finish(builder);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();

        builder.environment().put("PATH", "/nowhere:"); // the last one is where it is started
        builder.directory(Path.of(System.getProperty("java.home"), "bin").toFile());
        assertThat(Command.finish(builder).err()).doesNotContain("there is no java");
    }

    @Test
    void aBuildThatFails() throws Exception {
        Files.createFile(checkout.resolve("refuse"));
        Command run = ports("--version");
        assertThat(run.status()).isEqualTo(70);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).endsWith("ports: the build failed; it needs Maven 3.8 or newer and a JDK 17 or newer\n");
        assertThat(checkout.resolve("port-cli/target")).isEmptyDirectory();
    }

    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws Exception {
        Files.createDirectories(checkout.resolve("port-cli/target"));
        Process ended = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        ended.waitFor();
        Files.createSymbolicLink(checkout.resolve("port-cli/target/building"), Path.of(Long.toString(ended.pid())));
        assertThat(ports("--version").status()).isZero();
        assertThat(checkout.resolve("port-cli/target/building")).doesNotExist();
    }

    @Test
    void throughSymbolicLinksAndFromElsewhere() throws Exception {
        ports("--version");
        Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/absolute"), checkout.resolve("ports"));
        Files.createSymbolicLink(folder.resolve("bin/p"), Path.of("absolute"));
        Files.createSymbolicLink(folder.resolve("p"), Path.of("bin", "p"));
        Command run = Command.finish(builder(folder.resolve("p").toString(), "who", "no port")
                .directory(Path.of("/").toFile()));
        assertThat(run.err()).isEqualTo("""
                        ports who: not a port: 'no port'; a port is 8080, 8080/tcp or 8080/udp
                        try 'ports who --help'
                        """);
        assertThat(run.status()).isEqualTo(2);
        Command inItsFolder = Command.finish(builder("/bin/sh", "ports", "--version")
                .directory(checkout.realPath().toFile()));
        assertThat(inItsFolder.status()).isZero();
    }

    @Test
    void noJava() throws Exception {
        ProcessBuilder builder = builder(checkout.script());
        builder.environment().put("JAVA_HOME", "/nowhere");
        Command home = Command.finish(builder);
        assertThat(home.status()).isEqualTo(70);
        assertThat(home.err())
                .isEqualTo(
                        "ports: JAVA_HOME is /nowhere, and there is no bin/java in it; ports needs Java 17 or newer\n");
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", tools.toString());
        Command path = Command.finish(builder);
        assertThat(path.status()).isEqualTo(70);
        assertThat(path.err())
                .isEqualTo(
                        "ports: there is no java in the PATH, and JAVA_HOME is not set; ports needs Java 17 or newer\n");
    }

    @Test
    void anOldJava() throws Exception {
        for (String version : List.of("11.0.2", "1.8.0_402")) {
            Path home = Files.createDirectories(folder.resolve("old-" + version));
            Files.createDirectory(home.resolve("bin"));
            Checkout.setExecutable(Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 5\n"));
            Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
            ProcessBuilder builder = builder(checkout.script());
            builder.environment().put("JAVA_HOME", home.toString());
            Command run = Command.finish(builder);
            assertThat(run.status()).isEqualTo(70);
            assertThat(run.err())
                    .isEqualTo("ports: " + home + "/bin/java does not do: it is Java " + version
                            + "; ports needs Java 17 or newer (JAVA_HOME chooses another)\n");
        }
    }

    @Test
    void noMaven() throws Exception {
        Files.delete(tools.resolve("mvn"));
        for (String tool : List.of("find", "id", "readlink", "mkdir", "ln", "rm")) {
            Checkout.setExecutable(
                    Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n"));
        }
        ProcessBuilder builder = builder(checkout.script("list"));
        builder.environment().put("PATH", tools.toString());
        Command run = Command.finish(builder);
        assertThat(run.status()).isEqualTo(70);
        assertThat(run.err())
                .isEqualTo(
                        "ports: not built yet, and there is no mvn in the PATH; install Maven 3.8 or newer and a JDK 17"
                                + " or newer\n");
    }

    @Test
    @Tag("root")
    void anotherUserStartsWhatIsThere() throws Exception {
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        assumeTrue(Files.isExecutable(setpriv), "there is no " + setpriv);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String[] asNobody = {
            setpriv.toString(),
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            checkout.resolve("ports").toString(),
            "--version"
        };
        Command unbuilt = Command.finish(builder(asNobody));
        assertThat(unbuilt.status()).isEqualTo(70);
        assertThat(unbuilt.err())
                .isEqualTo(
                        "ports: not built yet, and " + checkout.realPath() + "/port-cli/target cannot be written; let"
                                + " its owner start " + checkout.realPath() + "/ports once\n");

        ports("--version");
        Command run = Command.finish(builder(asNobody));
        assertThat(run.out()).startsWith("ports ");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();

        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        Command stale = Command.finish(builder(asNobody));
        assertThat(stale.out()).isEqualTo(run.out());
        assertThat(stale.err())
                .isEqualTo("ports: the sources have changed since another user built it; starting what is there\n");
        assertThat(checkout.calls()).hasSize(1);
    }

    private Command ports(String... arguments) throws IOException, InterruptedException {
        return checkout.ports(ENVIRONMENT, arguments);
    }

    private ProcessBuilder builder(String... command) {
        return checkout.builder(ENVIRONMENT, command);
    }
}
