package io.github.ports4j.linux.statistics;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.procfs.ProcFiles;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The texts of some files, read one right after the other. */
final class NetTexts {
    private final String directory;
    private final Map<NetFile, byte[]> texts = new EnumMap<>(NetFile.class);

    private NetTexts(String directory) {
        this.directory = directory;
    }

    /**
     * Reads them.
     *
     * @param directory such as {@code /proc/thread-self/net}
     * @throws SystemCallException also if a file is missing that every kernel has; {@link NetFile#SNMP6} may be
     */
    static NetTexts read(String directory, Set<NetFile> wanted) {
        NetTexts read = new NetTexts(directory);
        try (ProcFiles files = new ProcFiles();
                Descriptor opened = files.open(directory)) {
            for (NetFile file : wanted) {
                Optional<byte[]> text = files.read(opened.number(), file.fileName());
                if (text.isPresent()) {
                    read.texts.put(file, text.get());
                } else if (file != NetFile.SNMP6) {
                    throw Failures.of("openat(" + read.path(file) + ")", LinuxErrno.ENOENT);
                }
            }
        }
        return read;
    }

    /** Whether there is such a file, and it was asked for. */
    boolean has(NetFile file) {
        return texts.containsKey(file);
    }

    /** The whole name of a file. */
    String path(NetFile file) {
        return directory + "/" + file.fileName();
    }

    /**
     * All values in them.
     *
     * @throws MalformedReplyException if a text has another form
     */
    Counted decode() {
        Counted counted = new Counted();
        texts.forEach((file, text) -> {
            switch (file) {
                case SNMP, NETSTAT -> PairsDecoder.decode(file, path(file), text, counted);
                case SNMP6 -> LinesDecoder.decode(file, path(file), text, counted);
            }
        });
        return counted;
    }
}
