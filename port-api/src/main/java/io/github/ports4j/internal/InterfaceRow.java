package io.github.ports4j.internal;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.MacAddress;
import io.github.ports4j.Wifi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one interface on their way from {@code InterfaceBuilder} into a {@code NetworkInterfaceInfo}. */
public final class InterfaceRow {
    public final String name;
    public final int index;
    public final List<String> alternativeNames = new ArrayList<>();
    public InterfaceKind kind = InterfaceKind.OTHER;
    public @Nullable String driverKind;
    public @Nullable MacAddress mac;
    public long mtu;
    public final Set<InterfaceFlag> flags = EnumSet.noneOf(InterfaceFlag.class);
    public @Nullable Boolean carrier;
    /** 0 for one that is not known. */
    public long speed;

    public @Nullable String speedFailure;
    public @Nullable Wifi wifi;

    public InterfaceRow(String name, int index) {
        this.name = name;
        this.index = index;
    }

    /** A copy that can't be changed. */
    public static <E extends Enum<E>> Set<E> copy(Class<E> type, Set<E> set) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return Collections.unmodifiableSet(copy);
    }
}
