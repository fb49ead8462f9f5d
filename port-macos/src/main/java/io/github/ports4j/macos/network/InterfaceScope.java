package io.github.ports4j.macos.network;

import io.github.ports4j.InterfaceAddress;
import java.net.Inet6Address;
import java.net.InetAddress;

/** How far an address reaches, which Darwin tells by the address alone. */
public final class InterfaceScope {
    private InterfaceScope() {}

    /** The scope of an address of this host. */
    public static InterfaceAddress.Scope of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return InterfaceAddress.Scope.HOST;
        }
        if (address.isLinkLocalAddress()) {
            return InterfaceAddress.Scope.LINK;
        }
        return address instanceof Inet6Address && address.isSiteLocalAddress()
                ? InterfaceAddress.Scope.SITE
                : InterfaceAddress.Scope.GLOBAL;
    }
}
