package io.github.ports4j.macos.kinfo;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the sysctl KERN_PROCARGS2 stores: the number of arguments, the path that was executed, NULs, the arguments, and then, unless the
 * kernel holds it back, the environment, of which one variable is taken. All but the number is in the memory of the process, which may
 * have written over it. Told to the process' own user and to root.
 *
 * <p>The buffer must have room for all (KERN_ARGMAX): of what does not fit the kernel leaves out the beginning. A first argument that is
 * empty can't be told from the NULs before it, and then the arguments are off by one.
 *
 * @param executable as it was given to exec, perhaps not an absolute path
 * @param whole whether there were as many arguments as the number said, each in full
 * @param serviceName the variable XPC_SERVICE_NAME, by which launchd tells what it starts the label of the job; empty also for
 *     {@code 0}, which stands for none
 * @see "sysctl_procargsx in kern_sysctl.c, macOS 10.15 to 15.6"
 */
public record ProcArgs(String executable, List<String> arguments, boolean whole, Optional<String> serviceName) {
    private static final String SERVICE_NAME = "XPC_SERVICE_NAME=";
    private static final String NO_SERVICE = "0";

    /** Copies the arguments. */
    public ProcArgs {
        arguments = List.copyOf(arguments);
    }

    /**
     * Takes them from the buffer.
     *
     * @param length what the sysctl stored, in bytes
     * @throws MalformedReplyException if there is no number, or it is negative
     */
    public static ProcArgs decode(ByteBuffer in, int length) {
        int argc = new ByteCursor(in, 0, length).require(Integer.BYTES, "argc").s32();
        if (argc < 0) {
            throw new MalformedReplyException("argc " + argc, 0, length, length + 1L);
        }
        int pathLength = CString.length(in, Integer.BYTES, length - Integer.BYTES);
        String executable = CString.utf8(in, Integer.BYTES, pathLength);
        int at = Integer.BYTES + pathLength;
        while (at < length && in.get(at) == 0) {
            at++;
        }
        List<String> arguments = new ArrayList<>();
        boolean whole = true;
        while (arguments.size() < argc && at < length) {
            int size = CString.length(in, at, length - at);
            whole = at + size < length; // or its NUL is missing, and perhaps more of it
            arguments.add(CString.utf8(in, at, size));
            at += size + 1;
        }
        return new ProcArgs(executable, arguments, whole && arguments.size() == argc, serviceName(in, at, length));
    }

    private static Optional<String> serviceName(ByteBuffer in, int environment, int length) {
        for (int at = environment; at < length; ) {
            int size = CString.length(in, at, length - at);
            if (isServiceName(in, at, size)) {
                int start = at + SERVICE_NAME.length();
                return Optional.of(CString.utf8(in, start, at + size - start)).filter(name -> !name.equals(NO_SERVICE));
            }
            at += size + 1;
        }
        return Optional.empty();
    }

    /** Whether it begins so and something follows. Compared in place: no other variable is ever copied. */
    private static boolean isServiceName(ByteBuffer in, int at, int size) {
        if (size <= SERVICE_NAME.length()) {
            return false;
        }
        for (int i = 0; i < SERVICE_NAME.length(); i++) {
            if (in.get(at + i) != SERVICE_NAME.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Prints the path and the number of arguments, never the arguments: they may hold secrets. */
    @Override
    public String toString() {
        return executable + " with " + arguments.size() + " arguments";
    }
}
