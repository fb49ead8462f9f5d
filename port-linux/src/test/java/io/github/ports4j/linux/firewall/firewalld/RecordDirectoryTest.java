package io.github.ports4j.linux.firewall.firewalld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallException;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.backend.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDirectoryTest {
    private static final RuleRecord RECORD = new RuleRecord(
            Requests.MARK,
            Optional.of("eth0.5"),
            List.of(
                    new RichRule(
                            "public",
                            9468,
                            TransportProtocol.TCP,
                            PortRange.of(80, 80),
                            AddressBlock.parse("10.0.0.0/8")),
                    new RichRule(
                            "my_zone-1",
                            9468,
                            TransportProtocol.UDP,
                            PortRange.of(1, 65535),
                            AddressBlock.parse("::/0"))));

    @TempDir
    Path root;

    private Path directory;
    private RecordDirectory records;

    @BeforeEach
    void anEmptyFolder() {
        directory = root.resolve("ports4j");
        records = new RecordDirectory(directory, FirewalldOpeningTest.uid(root));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** The name says whose it was, also while the record is being left by its owner. */
    @Test
    void whatWasNotWrittenToItsEndIsFoundAndGoesWithTheRecord() throws IOException {
        records.write(RECORD);
        Files.createFile(directory.resolve("." + Requests.MARK.text()));
        Files.createFile(directory.resolve(".of-somebody"));
        assertThat(records.unfinished()).containsExactly(Requests.MARK);
        assertThat(records.all()).containsExactly(RECORD);
        records.delete(Requests.ID);
        assertThat(records.unfinished()).isEmpty();
        assertThat(directory).isDirectoryContaining(file -> file.endsWith(".of-somebody"));
    }

    @Test
    void aRecordIsReadAsItWasWritten() throws IOException {
        assertThat(records.all()).isEmpty();
        assertThat(records.of(Requests.ID)).isEmpty();
        records.delete(Requests.ID);
        records.write(RECORD);
        assertThat(records.all()).containsExactly(RECORD);
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve(Requests.ID))).isEqualTo("rw-------");
        records.write(RECORD.with(Requests.RENEWED));
        assertThat(records.of(Requests.ID)).contains(RECORD.with(Requests.RENEWED));
        records.delete(Requests.ID);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatAWriterLeftThatDiedIsNoRecord() throws IOException {
        records.write(RECORD);
        Files.writeString(directory.resolve(".1a2b3c4d.1.1"), "mark por");
        assertThat(records.all()).containsExactly(RECORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx-w----", "rwx----w-", "rwxrwxrwx"})
    void aDirectoryThatOthersCanWriteIsRefused(String permissions) throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        refuses("can be written by others");
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        records = new RecordDirectory(directory, FirewalldOpeningTest.uid(root) + 1);
        refuses("belongs to uid");
    }

    @Test
    void aLinkIsRefusedAlsoToAGoodDirectory() throws IOException {
        Path good = Files.createDirectory(
                root.resolve("good"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(directory, good);
        refuses("is not a directory");
        assertThat(good).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Files.createFile(directory);
        refuses("is not a directory");
    }

    private void refuses(String why) {
        assertThatThrownBy(records::all).isInstanceOf(FirewallException.class).hasMessageContaining(why);
        assertThatThrownBy(() -> records.of(Requests.ID)).isInstanceOf(FirewallException.class);
        assertThatThrownBy(() -> records.write(RECORD)).isInstanceOf(FirewallException.class);
        assertThatThrownBy(() -> records.delete(Requests.ID)).isInstanceOf(FirewallException.class);
    }

    @Test
    void aLinkInThePlaceOfARecordIsRefusedAndReplacedWithoutBeingFollowed() throws IOException {
        records.write(RECORD);
        Path victim = Files.writeString(root.resolve("victim"), RECORD.text());
        Files.delete(directory.resolve(Requests.ID));
        Files.createSymbolicLink(directory.resolve(Requests.ID), victim);
        assertThatThrownBy(records::all).isInstanceOf(FirewallException.class).hasMessageContaining("is not a file");
        records.write(RECORD.with(Requests.RENEWED));
        assertThat(victim).hasContent(RECORD.text());
        assertThat(records.all()).containsExactly(RECORD.with(Requests.RENEWED));
    }

    @Test
    void aRecordThatOthersCanWriteIsRefused() throws IOException {
        records.write(RECORD);
        Files.setPosixFilePermissions(directory.resolve(Requests.ID), PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(records::all)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("written by others");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mark x\nend\n",
                "rule public tcp 80 10.0.0.0/8\nend\n",
                "MARK\n",
                "MARK\nend",
                "MARK\nend\nend\n",
                "MARK\nrule public tcp 80\nend\n",
                "MARK\nrule public tcp 0 10.0.0.0/8\nend\n",
                "MARK\nrule public tcp 90-80 10.0.0.0/8\nend\n",
                "MARK\nrule public tcp 80 10.0.0.5/8\nend\n",
                "MARK\nrule public tcp 80 example.org\nend\n",
                "MARK\nrule public sctp 80 10.0.0.0/8\nend\n",
                "MARK\nrule pub\"lic tcp 80 10.0.0.0/8\nend\n",
                "MARK\nrule public tcp 80 10.0.0.0/8 accept\nend\n",
                "MARK\ninterface eth0 eth1\nend\n"
            })
    void whatWeDoNotWriteIsRefused(String text) throws IOException {
        records.write(RECORD);
        Files.writeString(directory.resolve(Requests.ID), text.replace("MARK", "mark " + Requests.MARK));
        assertThatThrownBy(records::all).isInstanceOf(FirewallException.class).hasMessageContaining("is not a record");
    }

    @Test
    void aRecordUnderTheNameOfAnotherIsRefused() throws IOException {
        records.write(RECORD);
        Files.move(directory.resolve(Requests.ID), directory.resolve("00000000"));
        assertThatThrownBy(records::all).isInstanceOf(FirewallException.class);
    }

    @Test
    void nameThatAreNoIdsNeverReachTheFileSystem() {
        records.write(RECORD);
        assertThatThrownBy(() -> records.of("../../etc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> records.delete("..")).isInstanceOf(IllegalArgumentException.class);
    }
}
