package io.github.ports4j.cli;

import io.github.ports4j.ScanReport;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reports of scans in files. */
final class ScanFiles {
    private ScanFiles() {}

    /**
     * Reads one.
     *
     * @throws UsageException if it can't be read, or is no report
     */
    static ScanReport read(String file) {
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
            return ScanReport.read(in);
        } catch (IOException e) {
            throw new UsageException(file + " can't be read: " + reason(e));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    /**
     * Reads several as one.
     *
     * @throws UsageException if one can't be read, or they do not belong together
     */
    static ScanReport merge(List<String> files) {
        List<ScanReport> reports = new ArrayList<>();
        for (String file : files) {
            reports.add(read(file));
        }
        try {
            return ScanReport.merge(reports);
        } catch (IllegalArgumentException e) {
            throw new UsageException("these can't be merged: " + e.getMessage());
        }
    }

    /**
     * Where a report is going to be written; found out before a scan, which may take long.
     *
     * @throws UsageException if it can't be written there
     */
    static Path target(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath();
            if (Files.exists(path)) {
                path = path.toRealPath(); // what a symbolic link leads to
                if (!Files.isRegularFile(path)) {
                    throw new UsageException(file + " can't be written: it is no regular file");
                }
            }
            Path folder = folder(path);
            if (!Files.isDirectory(folder)) {
                throw new UsageException(file + " can't be written: there is no folder " + folder);
            }
            if (!Files.isWritable(folder)) {
                throw new UsageException(file + " can't be written: nothing may be added to the folder " + folder);
            }
            return path;
        } catch (IOException e) {
            throw new UsageException(file + " can't be written: " + reason(e));
        }
    }

    /** Writes it: in the end there is the whole report, or what was there before. */
    static void write(ScanReport report, Path target) throws IOException {
        Path part = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Writer out = Files.newBufferedWriter(part, StandardOpenOption.CREATE_NEW);
        try {
            try (out) {
                report.write(out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path folder(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /** Why it failed, in a few words: the message of such an exception is often only the file. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is no text";
        }
        if (failure instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return String.valueOf(failure.getMessage());
    }
}
