package io.github.ports4j.internal;

import io.github.ports4j.InterfaceAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one address on their way from {@code InterfaceBuilder} into an {@code InterfaceAddress}. */
public final class AddressRow {
    public @Nullable InetAddress address;
    public int prefixLength;
    public @Nullable Inet4Address broadcast;
    public @Nullable InetAddress peer;
    public InterfaceAddress.Scope scope = InterfaceAddress.Scope.GLOBAL;
    public final Set<InterfaceAddress.Flag> flags = EnumSet.noneOf(InterfaceAddress.Flag.class);
}
