package io.github.ports4j.cli;

import com.google.gson.stream.JsonWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes one JSON document piece by piece; what is unknown is {@code null}. */
final class Json implements Closeable {
    private final Writer target;
    private final JsonWriter writer;

    Json(Writer target) {
        this.target = target;
        this.writer = new JsonWriter(target);
    }

    Json name(String name) throws IOException {
        writer.name(name);
        return this;
    }

    Json beginObject() throws IOException {
        writer.beginObject();
        return this;
    }

    Json endObject() throws IOException {
        writer.endObject();
        return this;
    }

    Json beginArray() throws IOException {
        writer.beginArray();
        return this;
    }

    Json endArray() throws IOException {
        writer.endArray();
        return this;
    }

    Json value(long number) throws IOException {
        writer.value(number);
        return this;
    }

    Json value(@Nullable String text) throws IOException {
        writer.value(text);
        return this;
    }

    Json field(String name, @Nullable String text) throws IOException {
        writer.name(name).value(text);
        return this;
    }

    Json field(String name, Optional<String> text) throws IOException {
        return field(name, text.orElse(null));
    }

    Json field(String name, long number) throws IOException {
        writer.name(name).value(number);
        return this;
    }

    Json field(String name, OptionalLong number) throws IOException {
        return number.isPresent() ? field(name, number.getAsLong()) : unknown(name);
    }

    Json field(String name, OptionalInt number) throws IOException {
        return number.isPresent() ? field(name, number.getAsInt()) : unknown(name);
    }

    /** An array of texts. */
    Json texts(String name, List<String> texts) throws IOException {
        writer.name(name).beginArray();
        for (String text : texts) {
            writer.value(text);
        }
        writer.endArray();
        return this;
    }

    /** A number of 64 bits without a sign. */
    Json unsigned(String name, long number) throws IOException {
        writer.name(name).jsonValue(Long.toUnsignedString(number));
        return this;
    }

    Json unsigned(String name, OptionalLong number) throws IOException {
        return number.isPresent() ? unsigned(name, number.getAsLong()) : unknown(name);
    }

    /** A number with a fraction. */
    Json real(String name, OptionalDouble number) throws IOException {
        if (number.isEmpty()) {
            return unknown(name);
        }
        writer.name(name).value(number.getAsDouble());
        return this;
    }

    Json field(String name, boolean truth) throws IOException {
        writer.name(name).value(truth);
        return this;
    }

    Json truth(String name, Optional<Boolean> truth) throws IOException {
        return truth.isPresent() ? field(name, truth.get()) : unknown(name);
    }

    Json millis(String name, Optional<Duration> time) throws IOException {
        return time.isPresent() ? field(name, time.get().toMillis()) : unknown(name);
    }

    /** A field of which nothing is known. */
    Json unknown(String name) throws IOException {
        writer.name(name).nullValue();
        return this;
    }

    /** Ends the document with a line feed and writes it out. */
    @Override
    public void close() throws IOException {
        writer.flush();
        target.write('\n');
        target.flush();
    }
}
