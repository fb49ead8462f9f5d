package io.github.ports4j.spi;

import io.github.ports4j.Wifi;
import io.github.ports4j.internal.ValueFactory;
import io.github.ports4j.internal.WifiRow;

/** Makes a {@link Wifi}; what is not told stays unknown. Not safe for use by several threads. */
public final class WifiBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();

    private final WifiRow row;

    /**
     * Begins a radio link.
     *
     * @param mode what it does, in the system's words
     */
    public WifiBuilder(String mode) {
        if (mode.isEmpty()) {
            throw new IllegalArgumentException("a radio link without its mode");
        }
        row = new WifiRow(mode);
    }

    /** The name of the network that it is in. */
    public WifiBuilder network(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a network without its name");
        }
        row.network = name;
        return this;
    }

    /**
     * Its frequency.
     *
     * @param megahertz positive
     */
    public WifiBuilder frequency(int megahertz) {
        if (megahertz <= 0) {
            throw new IllegalArgumentException("not a frequency: " + megahertz);
        }
        row.frequency = megahertz;
        return this;
    }

    /** The radio link. */
    public Wifi build() {
        return VALUES.wifi(row);
    }
}
