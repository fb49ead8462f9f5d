package io.github.ports4j.cli;

import io.github.ports4j.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Standard output for the answer, standard error for what is said about it. Every piece of text is made fit for a terminal
 * on its way through here, so that no renderer can forget it.
 */
final class Output {
    private final ResultStream result;
    private final Writer out;
    private final Writer err;
    private final boolean outTerminal;
    private final boolean errTerminal;
    private final boolean colour;
    private final int errColumns;

    /**
     * An output.
     *
     * @param out standard output
     * @param err standard error
     * @param charset of text; JSON is ASCII
     * @param outTerminal whether standard output is a terminal
     * @param errTerminal whether standard error is a terminal
     * @param colour whether terminals get colours
     * @param errColumns how many columns a terminal on standard error has
     */
    Output(
            ResultStream out,
            OutputStream err,
            Charset charset,
            boolean outTerminal,
            boolean errTerminal,
            boolean colour,
            int errColumns) {
        this.result = out;
        this.out = new BufferedWriter(new OutputStreamWriter(result, charset));
        this.err = new BufferedWriter(new OutputStreamWriter(err, charset));
        this.outTerminal = outTerminal;
        this.errTerminal = errTerminal;
        this.colour = colour;
        this.errColumns = errColumns;
    }

    /** Whether the answer goes to a terminal. */
    boolean outTerminal() {
        return outTerminal;
    }

    /** Whether messages go to a terminal. */
    boolean errTerminal() {
        return errTerminal;
    }

    /** Whether the answer is coloured. */
    boolean outColour() {
        return outTerminal && colour;
    }

    /** Whether messages are coloured. */
    boolean errColour() {
        return errTerminal && colour;
    }

    /** How many columns the terminal has that messages go to. */
    int errColumns() {
        return errColumns;
    }

    /** An empty line of the answer, for {@link #print(Line)}. */
    Line line() {
        return new Line(outColour());
    }

    /** Prints a line of the answer. */
    void print(Line line) throws IOException {
        printOwn(line + "\n");
    }

    /** Prints a line of the answer. */
    void print(String line) throws IOException {
        print(line().add(line));
    }

    /** Prints cells of the answer as one line, with tabs between them. */
    void printCells(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.length() == 0 ? "" : "\t").append(Printable.of(cell));
        }
        printOwn(line.append('\n').toString());
    }

    /** Prints text that is fit for a terminal already, such as a help text. */
    void printOwn(String text) throws IOException {
        out.write(text);
    }

    /** The one JSON document of the answer; to be closed. */
    Json json() {
        return new Json(new AsciiWriter(new BufferedWriter(new OutputStreamWriter(result, StandardCharsets.US_ASCII))));
    }

    /** An empty line of a message, for {@link #say(Line)}. */
    Line message() {
        return new Line(errColour());
    }

    /** Prints a message of one line. */
    void say(Line message) {
        sayOwn(message + "\n");
    }

    /** Prints a message of one line. */
    void say(String message) {
        say(message().add(message));
    }

    /** Prints text that is fit for a terminal already to standard error. */
    void sayOwn(String text) {
        try {
            err.write(text);
            err.flush();
        } catch (IOException e) {
            // there is nowhere left to say it; the exit status is still given
        }
    }

    /** Writes out what is still held back. Why it could not be written, if it could not and there is a reader. */
    Optional<IOException> finish() throws IOException {
        out.flush();
        result.flush();
        return result.failure();
    }
}
