package io.github.ports4j.internal;

import org.jspecify.annotations.Nullable;

/** The fields of one radio link on their way from {@code WifiBuilder} into a {@code Wifi}. */
public final class WifiRow {
    public final String mode;
    public @Nullable String network;
    /** 0 for one that is not known. */
    public int frequency;

    public WifiRow(String mode) {
        this.mode = mode;
    }
}
