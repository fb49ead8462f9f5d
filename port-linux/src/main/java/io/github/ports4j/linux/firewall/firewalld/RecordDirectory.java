package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.spi.FilterMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The directory with a {@link RuleRecord} for each rule of ours. What it says is done as root, so it has to be root's, and so has every
 * file in it; a link is not followed. It is gone after a restart of the host, as the rules are.
 */
final class RecordDirectory {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
    private static final String UNFINISHED = "."; // before a mark, in the name of a file that is being written

    private final Path directory;
    private final int owner;

    /** This one, which has to belong to this uid. */
    RecordDirectory(Path directory, int owner) {
        this.directory = directory;
        this.owner = owner;
    }

    /** What processes of ours lock that change it: beside it, as it is made with the first record. */
    Path lock() {
        return directory.resolveSibling(directory.getFileName() + ".lock");
    }

    /** All records. */
    List<RuleRecord> all() {
        if (!isThere()) {
            return List.of();
        }
        List<RuleRecord> records = new ArrayList<>();
        for (String name : names()) {
            if (ID.matcher(name).matches()) {
                read(file(name)).ifPresent(records::add);
            }
        }
        return List.copyOf(records);
    }

    /** The marks of rules for whose record something was written and not, or not yet, put in its place. */
    List<FilterMark> unfinished() {
        return isThere()
                ? names().stream().flatMap(name -> unfinished(name).stream()).toList()
                : List.of();
    }

    private static Optional<FilterMark> unfinished(String name) {
        return name.startsWith(UNFINISHED) ? FilterMark.parse(name.substring(UNFINISHED.length())) : Optional.empty();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            throw failed("read", directory, e);
        } catch (DirectoryIteratorException e) {
            throw failed("read", directory, new IOException(e));
        }
        return names;
    }

    /** That of this rule; empty if there is none. */
    Optional<RuleRecord> of(String id) {
        return isThere() ? read(file(id)) : Optional.empty();
    }

    private Optional<RuleRecord> read(Path file) {
        try {
            requireOwn(file, false);
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            Optional<RuleRecord> record = RuleRecord.parse(text)
                    .filter(found -> found.mark().id().equals(file.getFileName().toString()));
            if (record.isEmpty()) {
                throw refused(file, "is not a record of a rule as ports4j writes them");
            }
            return record;
        } catch (NoSuchFileException e) {
            return Optional.empty(); // its rule was closed at this moment
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    /**
     * Writes it, in one step: at any moment there is the old one or the new one, whole. What is written at first has the mark as its name, and
     * with it the process: if that is killed, it can be told whose it was.
     */
    void write(RuleRecord record) {
        String id = record.mark().id();
        Path file = file(id);
        try {
            create();
            FilterMark named = record.mark().owner().isPresent() // else its owner is about to leave it
                    ? record.mark()
                    : of(id).map(RuleRecord::mark).orElse(record.mark());
            Path written = directory.resolve(UNFINISHED + named.text());
            Files.deleteIfExists(written); // of a call that failed
            Files.createFile(
                    written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    written,
                    record.text(),
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    /** Deletes that of this rule, if there is one, and what was not written to its end. */
    void delete(String id) {
        Path file = file(id);
        if (isThere()) {
            try {
                Files.deleteIfExists(file);
                for (String name : names()) {
                    if (unfinished(name).filter(mark -> mark.id().equals(id)).isPresent()) {
                        Files.deleteIfExists(directory.resolve(name));
                    }
                }
            } catch (IOException e) {
                throw failed("delete", file, e);
            }
        }
    }

    private void create() throws IOException {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            requireOwn(directory, true); // whoever made it, it has to be as we make it
        }
    }

    /** Whether there is such a directory, and so may be records. */
    boolean isThere() {
        try {
            requireOwn(directory, true);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw failed("look at", directory, e);
        }
    }

    private void requireOwn(Path path, boolean isDirectory) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:uid,permissions,isDirectory,isRegularFile", LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(attributes.get(isDirectory ? "isDirectory" : "isRegularFile"))) {
            throw refused(path, isDirectory ? "is not a directory" : "is not a file");
        }
        if (!Integer.valueOf(owner).equals(attributes.get("uid"))) {
            throw refused(path, "belongs to uid " + attributes.get("uid") + " and not to " + owner);
        }
        Object permissions = attributes.get("permissions");
        if (!(permissions instanceof Set<?> set)
                || set.contains(PosixFilePermission.GROUP_WRITE)
                || set.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refused(path, "can be written by others");
        }
    }

    private Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not the id of a rule: " + id);
        }
        return directory.resolve(id);
    }

    private static FirewallException refused(Path path, String why) {
        return new FirewallException(
                List.of("look at", path.toString()),
                -1,
                "it " + why,
                "it is not trusted; see who made it, and delete it");
    }

    private static RuntimeException failed(String what, Path path, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new NotPermittedException("to " + what + " " + path, "it is root's");
        }
        return new FirewallException(
                List.of(what, path.toString()), -1, String.valueOf(e.getMessage()), "see why the system refuses it");
    }
}
