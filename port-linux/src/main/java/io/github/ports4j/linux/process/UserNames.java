package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.linux.procfs.ProcText;
import io.github.ports4j.posix.Passwd;
import java.util.Optional;

/** Names of users by {@code /etc/passwd} alone, so that no directory server is waited for. */
final class UserNames {
    private final ProcFiles files;

    UserNames(ProcFiles files) {
        this.files = files;
    }

    /** The name of this user id, or the number. */
    String of(long uid) {
        Optional<byte[]> passwd = files.readIfPermitted(ProcFiles.AT_FDCWD, "/etc/passwd");
        Optional<String> name = passwd.isEmpty() ? Optional.empty() : Passwd.nameOf(uid, ProcText.utf8(passwd.get()));
        return name.orElse(Long.toString(uid));
    }
}
