package io.github.ports4j.macos;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.libsystem.Sysctl;
import io.github.ports4j.macos.text.CString;
import java.nio.ByteBuffer;

/**
 * What tells this boot from others: {@code kern.bootsessionuuid}, a UUID that the kernel makes when it starts. Unlike
 * {@code kern.boottime} it does not change when the clock is set.
 *
 * @see "bsd/kern/kern_sysctl.c of xnu"
 */
final class BootSession {
    private static final String NAME = "kern.bootsessionuuid";
    private static final int UUID_LENGTH = 36;

    private BootSession() {}

    /**
     * Reads it.
     *
     * @throws io.github.ports4j.SystemCallException if the call fails
     * @throws MalformedReplyException if it is no UUID
     */
    static String read() {
        try (Sysctl sysctl = new Sysctl()) {
            return of(sysctl.byName(NAME).bytes());
        }
    }

    static String of(ByteBuffer bytes) {
        String text = CString.utf8(bytes, 0, CString.length(bytes, 0, bytes.limit()));
        if (!text.matches("[0-9A-Fa-f-]{" + UUID_LENGTH + "}")) {
            throw new MalformedReplyException(NAME, 0, bytes.limit(), UUID_LENGTH);
        }
        return text;
    }
}
