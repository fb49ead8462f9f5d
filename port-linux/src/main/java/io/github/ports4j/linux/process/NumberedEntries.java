package io.github.ports4j.linux.process;

import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.libc.SyscallNumbers;
import io.github.ports4j.posix.ByteCursor;
import io.github.ports4j.posix.NativeMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a directory of /proc whose names are numbers: processes, or the threads of one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents64(2), struct linux_dirent64</a>
 */
final class NumberedEntries {
    private static final int BUFFER = 32 * 1024;
    private static final int BEFORE_NAME = 8 + 8 + 2 + 1; // d_ino, d_off, d_reclen, d_type

    private NumberedEntries() {}

    /** The numbers; those read so far if the process that the directory is of vanishes. */
    static List<Long> of(int directory) {
        String arch = System.getProperty("os.arch", "");
        long getdents64 = SyscallNumbers.getdents64(arch)
                .orElseThrow(
                        () -> new UnsupportedFeatureException("the number of getdents64 on " + arch + " is not known"));
        List<Long> numbers = new ArrayList<>();
        try (NativeMemory memory = NativeMemory.allocate(BUFFER)) {
            while (true) {
                long length = LibC.syscall(getdents64, directory, memory.address(), BUFFER, 0);
                if (length == 0) {
                    return numbers;
                }
                if (length < 0) {
                    int errno = LibC.errno();
                    if (LinuxErrno.isVanished(errno)) {
                        return numbers;
                    }
                    throw Failures.of("getdents64(" + directory + ")", errno);
                }
                decode(new ByteCursor(memory.buffer(), 0, (int) length), numbers);
            }
        }
    }

    /** Takes one reply apart: records of d_ino, d_off, d_reclen, d_type and a name ended by NUL. */
    static void decode(ByteCursor reply, List<Long> numbers) {
        while (reply.remaining() > 0) {
            reply.require(BEFORE_NAME, "struct linux_dirent64").skip(8 + 8);
            int length = reply.u16();
            reply.skip(1);
            reply.require(Math.max(1, length - BEFORE_NAME), "d_name");
            if (length <= BEFORE_NAME) {
                throw ProcText.malformed("d_reclen", reply.position(), reply.position());
            }
            ByteCursor name = reply.slice(length - BEFORE_NAME);
            long number = 0;
            int digits = 0;
            int c = name.u8();
            while (c >= '0' && c <= '9' && digits < 18) {
                number = 10 * number + c - '0';
                digits++;
                c = name.u8();
            }
            if (c == 0 && digits > 0) {
                numbers.add(number);
            }
        }
    }
}
