package io.github.ports4j;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The radio link of an interface.
 *
 * @param mode what it does, in the system's words, such as {@code station}, {@code AP}, {@code monitor}
 * @param network the name of the network (SSID) that it is in, if it is in one and that can be read as UTF-8
 * @param frequency in MHz; empty where that is not told
 */
public record Wifi(String mode, Optional<String> network, OptionalInt frequency) {
    @Override
    public String toString() {
        return mode
                + network.map(name -> " " + Printable.of(name)).orElse("")
                + (frequency.isPresent() ? " " + frequency.getAsInt() + " MHz" : "");
    }
}
