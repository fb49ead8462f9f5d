package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the script {@code ports} makes to start quickly: when, with which JDK, and that nobody notices. But for the last test a
 * stand-in for the JDK writes down its calls and makes archives of one word, so that these are quick.
 */
class ArchiveIT {
    private static final String ANSWER = "the answer";
    private static final String MESSAGE = "a message";

    @TempDir
    private Path folder;

    private Checkout checkout;
    private Path target;
    private Path jdk;

    @BeforeEach
    void built() throws IOException {
        checkout = Checkout.in(folder, "check out");
        target = checkout.resolve("port-cli/target/ports");
        Files.createDirectories(target.resolve("lib"));
        for (String jar : List.of("picocli-1.jar", "port-cli-1.jar")) {
            setTime(Files.createFile(target.resolve("lib").resolve(jar)), "2020-01-01");
        }
        Files.createFile(target.resolve("built"));
        jdk = jdk("jdk", "17.0.1");
    }

    /** It fails at a step of the making whose options are in the file {@code fails}; at the first one it waits where {@code gate} is a pipe. */
    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectory(home.resolve("bin"));
        Checkout.setExecutable(Files.writeString(home.resolve("bin/java"), """
                #!/bin/sh
                echo "$*" >>'%1$s/calls'
                for word; do
                    case $word in
                        -XX:ArchiveClassesAtExit=*) archive=${word#*=} ;;
                    esac
                done
                case $* in
                    *OneJar*)
                        for folder; do :; done
                        echo jar >"$folder/ports.jar"
                        step=jar
                        ;;
                    *'Rehearsal hold')
                        echo 1
                        exit
                        ;;
                    *'Rehearsal ask')
                        [ ! -p '%1$s/gate' ] || read -r line <'%1$s/gate'
                        echo word >"$archive"
                        step=rehearsal
                        ;;
                    *-Xshare:on*) step=trial ;;
                    *)
                        echo '%2$s'
                        echo '%3$s' >&2
                        exit 5
                        ;;
                esac
                echo noise
                echo noise >&2
                ! [ "$(cat '%1$s/fails' 2>/dev/null)" = "$step" ]
                """.formatted(home, ANSWER, MESSAGE)));
        return home;
    }

    @Test
    void madeAtTheFirstStartAndUsedFromThen() throws Exception {
        undisturbed(ports());
        assertThat(calls(jdk)).hasSize(5);
        assertThat(calls(jdk).get(0)).contains("/lib/picocli-1.jar:").contains("OneJar ");
        assertThat(calls(jdk).subList(1, 3)) // at the same time
                .anyMatch(call -> call.contains("/ports.jar ") && call.endsWith("Rehearsal hold"))
                .anyMatch(call ->
                        call.contains("/ports.jar -XX:ArchiveClassesAtExit=") && call.endsWith("Rehearsal ask"));
        assertThat(calls(jdk).get(3)).contains("-Xshare:on");
        assertThat(calls(jdk).get(4)).contains(use(jdk, "17.0.1")).endsWith("PortsCommand who 8080");
        assertThat(archive(jdk, "17.0.1")).hasContent("word");
        assertThat(archive(jdk, "17.0.1").resolveSibling("ports.jar")).hasContent("jar");
        assertThat(target.resolve("cold")).isDirectoryNotContaining("glob:**/making*");

        undisturbed(ports());
        assertThat(calls(jdk)).hasSize(6);
        assertThat(calls(jdk).get(5)).isEqualTo(calls(jdk).get(4));
    }

    @Test
    void madeAnewWhenAJarOrTheScriptIsNewer() throws Exception {
        ports();
        for (Path changed : List.of(target.resolve("lib/port-cli-1.jar"), checkout.resolve("ports"))) {
            Files.writeString(archive(jdk, "17.0.1"), "old");
            setTime(archive(jdk, "17.0.1"), "2020-01-02");
            undisturbed(ports());
            assertThat(archive(jdk, "17.0.1")).hasContent("old");
            setTime(changed, "2020-01-03");
            undisturbed(ports());
            assertThat(archive(jdk, "17.0.1")).hasContent("word");
            setTime(changed, "2020-01-01");
            ports();
        }
        assertThat(calls(jdk).stream().filter(call -> call.contains("Rehearsal ask")))
                .hasSize(4); // once more for the jar that is as it was
    }

    @Test
    void madeAnewWhenTheJarsAreOthers() throws Exception {
        ports();
        Path lib = target.resolve("lib");
        for (Change change : List.<Change>of(
                () -> setTime(Files.createFile(lib.resolve("more-1.jar")), "2020-01-01"),
                () -> Files.move(lib.resolve("more-1.jar"), lib.resolve("more-2.jar")),
                () -> setTime(Files.writeString(lib.resolve("more-2.jar"), "content"), "2020-01-01"),
                () -> setTime(lib.resolve("more-2.jar"), "2019-01-01"), // older than it was
                () -> Files.delete(lib.resolve("more-2.jar")))) {
            Files.writeString(archive(jdk, "17.0.1"), "old");
            change.make();
            undisturbed(ports());
            assertThat(archive(jdk, "17.0.1")).hasContent("word");
        }
    }

    /** Of the jars. */
    private interface Change {
        void make() throws IOException;
    }

    @Test
    void eachJdkHasItsOwn() throws Exception {
        ports();
        Path other = jdk("other jdk", "17.0.1");
        undisturbed(ports(Map.of("JAVA_HOME", other.toString())));
        assertThat(calls(other)).hasSize(5);
        assertThat(calls(other).get(4)).contains(use(other, "17.0.1"));

        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
        undisturbed(ports());
        assertThat(last(calls(jdk))).contains(use(jdk, "17.0.2"));
    }

    /** Also when the launcher takes the home that it wrote down for what it would find by following links. */
    @Test
    void theJdkOfThePathIsThatToWhichItsLinksLeadNow() throws Exception {
        Path link = folder.resolve("alternative");
        Files.createSymbolicLink(checkout.tools().resolve("java"), link);
        Path followed = folder.resolve("followed");
        Checkout.setExecutable(Files.writeString(
                checkout.tools().resolve("readlink"),
                "#!/bin/sh\necho \"$1\" >>'" + followed + "'\nexec /usr/bin/readlink \"$@\"\n"));
        for (Path home : List.of(jdk, jdk("other jdk", "17.0.2"))) {
            Files.createSymbolicLink(link, home.resolve("bin/java"));
            for (int start = 0; start < 2; start++) {
                undisturbed(ports(Map.of("JAVA_HOME", "")));
            }
            assertThat(calls(home)).hasSize(6);
            assertThat(last(calls(home))).contains(use(home, home.equals(jdk) ? "17.0.1" : "17.0.2"));
            assertThat(followed).hasContent(checkout.tools().resolve("java") + "\n" + link); // the first time
            Files.delete(followed);
            Files.delete(link);
        }
    }

    @Test
    void aFailureLeavesNoneAndIsNotRepeated() throws Exception {
        for (String step : List.of("jar", "rehearsal", "trial")) {
            Path broken = jdk("broken at " + step, "17.0.1");
            Files.writeString(broken.resolve("fails"), step);
            for (int start = 0; start < 2; start++) {
                undisturbed(ports(Map.of("JAVA_HOME", broken.toString())));
                assertThat(calls(broken).get(calls(broken).size() - 1)).doesNotContain("SharedArchiveFile");
            }
            assertThat(archive(broken, "17.0.1")).isEmptyFile();
            assertThat(calls(broken).stream().filter(call -> call.contains("OneJar")))
                    .hasSize(1);
        }
    }

    @Test
    void whoComesMeanwhileDoesNotWait() throws Exception {
        Path gate = jdk.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        Process first = checkout.builder(Map.of("JAVA_HOME", jdk.toString()), checkout.script("who", "8080"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream held = Files.newOutputStream(gate)) { // waits until the stand-in reads
            undisturbed(ports());
            assertThat(last(calls(jdk))).doesNotContain("SharedArchiveFile");
            held.write('\n');
        }
        assertThat(first.waitFor()).isEqualTo(5);
        assertThat(last(calls(jdk))).contains(use(jdk, "17.0.1"));
    }

    @Test
    void whatWasKilledInTheMakingIsNotUsed() throws Exception {
        Process killed = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        killed.waitFor();
        Files.createSymbolicLink(target.resolveSibling("building"), Path.of(Long.toString(killed.pid())));
        Path making = Files.createDirectories(target.resolve("cold/making." + killed.pid()));
        Files.writeString(making.resolve("classes"), "half of");
        undisturbed(ports());
        assertThat(archive(jdk, "17.0.1")).hasContent("word");
        assertThat(target.resolveSibling("building")).doesNotExist();
    }

    @Test
    void noneWithOptionsForEveryJvmOrWhereItIsSwitchedOff() throws Exception {
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "PORTS_ARCHIVE")) {
            undisturbed(ports(Map.of("JAVA_HOME", jdk.toString(), variable, "-Xmx1g")));
        }
        assertThat(calls(jdk)).hasSize(4).noneMatch(call -> call.contains("SharedArchiveFile"));
        assertThat(target.resolve("cold")).doesNotExist();
    }

    @Test
    @Tag("root")
    void anotherUserTakesWhatTheOwnerMade() throws Exception {
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        assumeTrue(Files.isExecutable(setpriv), "there is no " + setpriv);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                Files.createFile(jdk.resolve("calls")), PosixFilePermissions.fromString("rw-rw-rw-"));
        undisturbed(asNobody(setpriv));
        assertThat(calls(jdk)).hasSize(1);
        assertThat(target.resolve("cold")).doesNotExist();
        ports();
        undisturbed(asNobody(setpriv));
        assertThat(last(calls(jdk))).contains(use(jdk, "17.0.1"));
        assertThat(calls(jdk)).hasSize(7);

        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(asNobody(setpriv).err()).startsWith("ports: the sources have changed since another user built it");
        assertThat(last(calls(jdk))).contains(use(jdk, "17.0.1"));
    }

    private Command asNobody(Path setpriv) throws IOException, InterruptedException {
        return Command.finish(checkout.builder(
                Map.of("JAVA_HOME", jdk.toString()),
                setpriv.toString(),
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                checkout.resolve("ports").toString(),
                "who",
                "8080"));
    }

    /** With the JDK of this test: the class comes from the archive, which is made anew if a jar is another than it was. */
    @Test
    void theJvmTakesItAndItIsMadeOfTheJarsThatThereAre() throws Exception {
        Path parent = Files.createDirectory(folder.resolve("built"));
        checkout = Checkout.in(parent, "checkout"); // JDK 17 takes no classes of jars whose path has a blank
        target = checkout.resolve("port-cli/target/ports");
        Path real = Path.of(System.getProperty("java.home"));
        Path loaded = folder.resolve("loaded");
        Files.copy(real.resolve("release"), jdk.resolve("release"), StandardCopyOption.REPLACE_EXISTING);
        // in place of silence, what is loaded from where; warnings then go to standard output, as they would without it
        Files.writeString(jdk.resolve("bin/java"), """
                #!/bin/bash
                words=("$@")
                [ ! -e '%1$s/calls' ] || words=("${words[@]/-Xlog:disable/-Xlog:class+load:file=%2$s}")
                exec '%3$s/bin/java' "${words[@]}"
                """.formatted(jdk, loaded, real));
        Command first = ports("--version");
        assertThat(first.err()).startsWith("ports: not built yet; building").hasLineCount(2);
        assertThat(first.status()).isZero();

        Files.createFile(jdk.resolve("calls"));
        Command second = ports("--version");
        assertThat(second).isEqualTo(new Command(0, first.out(), ""));
        assertThat(source(loaded, "io.github.ports4j.cli.PortsCommand")).startsWith("shared objects file");
        assertThat(source(loaded, "picocli.CommandLine")).startsWith("shared objects file");
        try (Stream<Path> files = Files.walk(target.resolve("cold"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "classes",
                            "home",
                            "jars",
                            "ports.jar",
                            System.mapLibraryName("jffi-1.2").replace(".dylib", ".jnilib"),
                            System.mapLibraryName("jnidispatch").replace(".dylib", ".jnilib"));
        }

        Files.delete(jdk.resolve("calls"));
        Path archive = archive(jdk, runtime(real));
        FileTime made = Files.getLastModifiedTime(archive);
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            setTime(jars.findAny().orElseThrow(), "2020-01-02");
        }
        assertThat(ports("--version")).isEqualTo(second); // without a word about it
        assertThat(Files.getLastModifiedTime(archive)).isNotEqualTo(made);
    }

    /** As the launcher reads it. */
    private static String runtime(Path home) throws IOException {
        Properties release = new Properties();
        try (Reader text = Files.newBufferedReader(home.resolve("release"))) {
            release.load(text);
        }
        return release.getProperty("JAVA_RUNTIME_VERSION").replace("\"", "");
    }

    private static String source(Path loaded, String name) throws IOException {
        String line = last(Files.readAllLines(loaded).stream()
                .filter(each -> each.contains(" " + name + " source: "))
                .toList());
        return line.substring(line.indexOf("source: ") + "source: ".length());
    }

    private Command ports(String... arguments) throws IOException, InterruptedException {
        return checkout.ports(Map.of("JAVA_HOME", jdk.toString()), arguments);
    }

    private Command ports() throws IOException, InterruptedException {
        return ports("who", "8080");
    }

    private Command ports(Map<String, String> environment) throws IOException, InterruptedException {
        return checkout.ports(environment, "who", "8080");
    }

    private static void undisturbed(Command run) {
        assertThat(run).isEqualTo(new Command(5, ANSWER + "\n", MESSAGE + "\n"));
    }

    private Path archive(Path home, String version) throws IOException {
        return target.resolve("cold").resolve(version + home.toRealPath()).resolve("classes");
    }

    private String use(Path home, String version) throws IOException {
        return "-XX:SharedArchiveFile=" + checkout.realPath() + "/port-cli/target/ports/cold/" + version + home
                + "/classes";
    }

    private List<String> calls(Path home) throws IOException {
        return Files.readAllLines(home.resolve("calls"));
    }

    private static void setTime(Path file, String day) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(day + "T00:00:00Z")));
    }

    private static String last(List<String> list) {
        return list.get(list.size() - 1);
    }
}
