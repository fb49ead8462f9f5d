package io.github.ports4j.linux.statistics;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.procfs.ProcText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes a text apart into lines of words, and tells where in the file that is which it refuses. */
final class WordReader {
    private final String file;
    private final byte[] text;
    private int position;

    /**
     * At the start of the text.
     *
     * @throws MalformedReplyException if it is empty, which none of these files ever is
     */
    WordReader(String file, byte[] text) {
        this.file = file;
        this.text = text;
        if (text.length == 0) {
            throw malformed("line", 0);
        }
    }

    boolean atEnd() {
        return position == text.length;
    }

    /** Where the next line begins. */
    int position() {
        return position;
    }

    /**
     * The words of the next line, with blanks between them; none if it is empty.
     *
     * @throws MalformedReplyException if the line has no end, or has other characters than those of ASCII that can be seen
     */
    List<Word> line() {
        List<Word> words = new ArrayList<>();
        int start = position;
        for (int at = position; at < text.length; at++) {
            byte c = text[at];
            if (c > ' ' && c <= '~') {
                continue;
            }
            if (c != ' ' && c != '\t' && c != '\n') {
                throw malformed("character", at);
            }
            if (at > start) {
                words.add(new Word(new String(text, start, at - start, StandardCharsets.US_ASCII), start));
            }
            start = at + 1;
            if (c == '\n') {
                position = start;
                return words;
            }
        }
        throw malformed("end of line", text.length);
    }

    /**
     * The number that a word is, of up to 64 bits.
     *
     * @param signed whether there may be a minus before it
     * @return unsigned, if there is none
     */
    long number(Word word, boolean signed) {
        String digits = word.text();
        try {
            if (signed && digits.startsWith("-")) {
                return Long.parseLong(digits);
            }
            if (!digits.startsWith("+")) { // which the parser takes, and the kernel never writes
                return Long.parseUnsignedLong(digits);
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw malformed("number", word.offset());
    }

    /** What is thrown where something else was expected. */
    MalformedReplyException malformed(String expected, int offset) {
        return ProcText.malformed(file + ": " + expected, offset, text.length);
    }
}
