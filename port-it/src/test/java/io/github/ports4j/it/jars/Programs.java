package io.github.ports4j.it.jars;

import java.io.IOException;
import java.nio.file.Path;

/** Programs of users, small ones. Each takes a jar's name and answers the jar; main classes are in the package app. */
final class Programs {
    private static final String MODULE = "module app { requires io.github.ports4j; }";

    private static final String START = """
            package app;

            import io.github.ports4j.Ports;
            import io.github.ports4j.SocketEntry;
            import io.github.ports4j.SocketQuery;

            public final class Start {
                public static void main(String[] args) {
                    Ports ports = Ports.local();
                    int port = Integer.parseInt(args[0]);
                    boolean listed = false;
                    for (SocketEntry socket : ports.sockets().read(SocketQuery.tcp().listening())) {
                        listed |= socket.local().getPort() == port;
                    }
                    System.out.println("listed " + port + ": " + listed);
                }
            }
            """;

    private static final String ASK = """
            package app;

            import io.github.ports4j.Ports;
            import io.github.ports4j.ProviderException;

            public final class Ask {
                public static void main(String[] args) {
                    try {
                        System.out.println("local: " + Ports.local());
                    } catch (ProviderException e) {
                        System.out.println("refused: " + e.getMessage());
                        if (e.getCause() != null) {
                            System.out.println("thrown: " + e.getCause());
                        }
                        for (Throwable suppressed : e.getSuppressed()) {
                            System.out.println("thrown: " + suppressed);
                        }
                    }
                }
            }
            """;

    private static final String SUPPORTED = """
            package app;

            public final class Supported {
                public static void main(String[] args) {
                    System.out.println("supported: " + io.github.ports4j.Ports.supported());
                }
            }
            """;

    private static final String JNR = """
            package app;

            public final class Jnr {
                public static void main(String[] args) {
                    int pid = jnr.posix.POSIXFactory.getNativePOSIX().getpid();
                    System.out.println("same pid: " + (pid == ProcessHandle.current().pid()));
                }
            }
            """;

    private Programs() {}

    /** app.Start PORT: whether the table of listening sockets has the port. app.Ask: what Ports.local() says. app.Supported. */
    static Path forClassPath(Path folder) throws IOException {
        return program().build(folder.resolve("app.jar"), Jars.of("port-api"));
    }

    /** The same in a module that requires the API only. */
    static Path forModulePath(Path folder) throws IOException {
        return program().source("module-info", MODULE).build(folder.resolve("app.jar"), Jars.of("port-api"));
    }

    /** app.Jnr: whether jnr-posix works, in a module that knows the API and jnr-posix, but not what jnr-posix needs. */
    static Path jnrForModulePath(Path folder) throws IOException {
        return new JarBuilder()
                .source("module-info", MODULE.replace("}", "requires org.jnrproject.posix; }"))
                .source("app.Jnr", JNR)
                .build(folder.resolve("app.jar"), Jars.OF_PORT_CORE);
    }

    private static JarBuilder program() {
        return new JarBuilder()
                .source("app.Start", START)
                .source("app.Ask", ASK)
                .source("app.Supported", SUPPORTED);
    }
}
