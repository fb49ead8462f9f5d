package io.github.ports4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Asks what is asked most, of a port that this process itself holds, while the JVM writes down what that loads: the launcher
 * makes of it what lets the command start quickly. Nothing is signalled or changed.
 *
 * <pre>{@code
 * Rehearsal FOLDER     leaves JNA's native library in the folder
 * }</pre>
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(held.getLocalPort());
            ask("who", port);
            ask("who", port, Syntax.JSON);
            ask("free", port, EndingOptions.DRY_RUN);
            ask("list");
        }
        unpackNativeLibrary(Path.of(args[0]));
        System.exit(ExitStatus.HOLDS.code()); // as the command ends
    }

    // how they end depends on what this user may see; what they load hardly does
    private static void ask(String... arguments) {
        PortsCommand.ofThisHost().run(arguments);
    }

    /** Unpacks it under the name by which JNA looks for it in {@code jna.boot.library.path}; this module has JNA only at run time. */
    private static void unpackNativeLibrary(Path folder) throws IOException, ReflectiveOperationException {
        Class<?> platform = Class.forName("com.sun.jna.Platform");
        String name = System.mapLibraryName("jnidispatch").replace(".dylib", ".jnilib");
        String path = "/com/sun/jna/" + platform.getField("RESOURCE_PREFIX").get(null) + "/" + name;
        try (InputStream library = platform.getResourceAsStream(path)) {
            Files.copy(Objects.requireNonNull(library, path), folder.resolve(name));
        }
    }
}
