package io.github.ports4j.macos;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Sizes and offsets as the compiler tells them of Apple's headers, macOS 10.15 to 15.6, and constants: {@code macos-layouts.json}. */
public final class Layouts {
    private static final JsonObject ALL = load();

    private Layouts() {}

    /** A field. {@code offset} and {@code size} in bytes. */
    public record Field(int offset, int size) {}

    /**
     * A field of a structure.
     *
     * @param path its name, of one in a member as {@code member.name}
     * @throws AssertionError if there is none, or releases that have it differ
     */
    public static Field field(String struct, String path) {
        Set<Field> found = new HashSet<>();
        for (JsonElement layout : layouts(struct)) {
            for (JsonElement line : layout.getAsJsonObject().get("fields").getAsJsonArray()) {
                // offset, size, type, name
                String text = line.getAsString();
                if (text.endsWith(" " + path)) {
                    int offset = text.indexOf(' ');
                    int size = text.indexOf(' ', offset + 1);
                    found.add(new Field(
                            Integer.parseInt(text, 0, offset, 10), Integer.parseInt(text, offset + 1, size, 10)));
                }
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(struct + "." + path + " is at " + found);
        }
        return found.iterator().next();
    }

    /** Where a field is, in bytes. */
    public static int offset(String struct, String path) {
        return field(struct, path).offset();
    }

    /** The sizes of a structure, in bytes: one for all releases, or several. */
    public static Set<Integer> sizes(String struct) {
        Set<Integer> sizes = new TreeSet<>();
        for (JsonElement layout : layouts(struct)) {
            sizes.add(layout.getAsJsonObject().get("sizeof").getAsInt());
        }
        return sizes;
    }

    /** The value of a constant. */
    public static int constant(String name) {
        return (int) ALL.get("constants").getAsJsonObject().get(name).getAsLong();
    }

    private static Iterable<JsonElement> layouts(String struct) {
        return ALL.get("structs")
                .getAsJsonObject()
                .get(struct)
                .getAsJsonObject()
                .get("layouts")
                .getAsJsonArray();
    }

    private static JsonObject load() {
        InputStream file = Layouts.class.getResourceAsStream("/macos-layouts.json");
        if (file == null) {
            throw new AssertionError("no macos-layouts.json");
        }
        try (Reader in = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
