package io.github.ports4j;

import io.github.ports4j.internal.WifiRow;
import java.util.Optional;
import java.util.OptionalInt;

/** The radio link of an interface. Immutable. */
public final class Wifi {
    private final String mode;
    private final Optional<String> network;
    private final OptionalInt frequency;

    Wifi(WifiRow row) {
        mode = row.mode;
        network = Optional.ofNullable(row.network);
        frequency = row.frequency == 0 ? OptionalInt.empty() : OptionalInt.of(row.frequency);
    }

    /** What it does, in the system's words, such as {@code station}, {@code AP}, {@code monitor}. */
    public String mode() {
        return mode;
    }

    /** The name of the network (SSID) that it is in, if it is in one and that can be read as UTF-8. */
    public Optional<String> network() {
        return network;
    }

    /** In MHz; empty where that is not told. */
    public OptionalInt frequency() {
        return frequency;
    }

    /** Prints {@code station Café 5180 MHz}. */
    @Override
    public String toString() {
        return mode
                + network.map(name -> " " + Printable.of(name)).orElse("")
                + (frequency.isPresent() ? " " + frequency.getAsInt() + " MHz" : "");
    }
}
