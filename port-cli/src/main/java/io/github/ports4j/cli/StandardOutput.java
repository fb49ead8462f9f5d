package io.github.ports4j.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Output} of this process. */
final class StandardOutput {
    private static final int COLUMNS = 80;

    private StandardOutput() {}

    // System.out would do no less and hides the failures; the charset is its business too
    static Output open() {
        return new Output(
                new ResultStream(new FileOutputStream(FileDescriptor.out), ResultStream::standardOutputHasReader),
                new FileOutputStream(FileDescriptor.err),
                charset(),
                isTerminal(System.getenv("PORTS_STDOUT_TTY")),
                isTerminal(System.getenv("PORTS_STDERR_TTY")),
                wantsColour(),
                columns(System.getenv("PORTS_STDERR_COLUMNS")));
    }

    /** The locale's; UTF-8 in a locale that has none to speak of. */
    private static Charset charset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** What the launcher found, or, without one, what the JVM knows. */
    private static boolean isTerminal(@Nullable String found) {
        return found == null ? hasConsole() : found.equals("1");
    }

    @SuppressWarnings("SystemConsoleNull") // before Java 22 null is the answer; later ones are asked below
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before Java 22 a console is a terminal
        }
    }

    /** What the launcher found, or as many as every terminal has. */
    private static int columns(@Nullable String found) {
        return found != null && found.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(found) : COLUMNS;
    }

    /** See no-color.org. */
    private static boolean wantsColour() {
        String no = System.getenv("NO_COLOR");
        return (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }
}
