package io.github.ports4j.macos;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a structure, and what they hold: the entries of {@code fixtures.json} in the resource {@code macos-fixtures}, or in the folder
 * that the system property {@code ports4j.fixtures} names, so that what was captured on a Mac is checked without new code.
 */
public record Fixture(String file, String kind, String name, JsonObject expect, ByteBuffer bytes) {
    private static final String FOLDER = "ports4j.fixtures";

    /** All of them. */
    public static List<Fixture> all() {
        JsonArray entries = JsonParser.parseString(new String(read("fixtures.json"), StandardCharsets.UTF_8))
                .getAsJsonArray();
        List<Fixture> all = new ArrayList<>();
        for (JsonElement entry : entries) {
            JsonObject fixture = entry.getAsJsonObject();
            String file = fixture.get("file").getAsString();
            byte[] bytes = read(file);
            if (bytes.length != fixture.get("size").getAsInt()) {
                throw new AssertionError(file + " has " + bytes.length + " bytes");
            }
            all.add(new Fixture(
                    file,
                    fixture.get("kind").getAsString(),
                    fixture.get("case").getAsString(),
                    fixture.get("expect").getAsJsonObject(),
                    buffer(bytes)));
        }
        return all;
    }

    /** The bytes of a file of the resource, whatever folder is named. */
    public static byte[] resource(String file) {
        try (InputStream in = Fixture.class.getResourceAsStream("/macos-fixtures/" + file)) {
            if (in == null) {
                throw new AssertionError("no fixture " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as a Mac has them in memory. */
    public static ByteBuffer buffer(String file) {
        return buffer(resource(file));
    }

    /** These bytes as a Mac has them in memory. */
    public static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] read(String file) {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            return resource(file);
        }
        try {
            return Files.readAllBytes(Path.of(folder, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file + ": " + name;
    }
}
