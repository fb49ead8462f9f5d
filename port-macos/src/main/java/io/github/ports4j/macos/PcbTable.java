package io.github.ports4j.macos;

import io.github.ports4j.Gap;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.libsystem.DarwinErrno;
import io.github.ports4j.macos.libsystem.Sysctl;
import io.github.ports4j.macos.pcb.PcbList;
import io.github.ports4j.macos.pcb.PcbListDecoder;
import io.github.ports4j.macos.socket.InetSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The kernel's own lists of sockets, of all users and also of those without a descriptor. They enrich what libproc tells and are never
 * relied upon: their layout moves from release to release, and macOS 27 shortens them without a word.
 */
final class PcbTable {
    private static final String WHOLE_FOR_ROOT = "ask as root";

    private final Map<Long, InetSocket> sockets = new LinkedHashMap<>();
    private final List<InetSocket> detached = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    private PcbTable() {}

    /** Reads the sockets that a query asks for. */
    static PcbTable read(SocketQuery query) {
        PcbTable table = new PcbTable();
        try (Sysctl sysctl = new Sysctl()) {
            for (TransportProtocol protocol : query.protocols()) {
                table.read(sysctl, protocol, query);
            }
        }
        return table;
    }

    private void read(Sysctl sysctl, TransportProtocol protocol, SocketQuery query) {
        String name = "net.inet." + protocol.name().toLowerCase(Locale.ROOT) + ".pcblist_n";
        Sysctl.Reply reply = sysctl.byName(name);
        if (isRefused(reply.errno())) {
            gaps.add(gap(Gap.Cause.PERMISSION, protocol, DarwinErrno.name(reply.errno()) + " for the sysctl " + name));
            return;
        }
        ByteBuffer bytes = reply.bytes();
        InetSocket row = new InetSocket();
        PcbList list = PcbListDecoder.decode(bytes, bytes.limit(), protocol, row, socket -> {
            if (socket.matches(query)) {
                add(socket.copy());
            }
        });
        if (list.truncated()) {
            gaps.add(gap(Gap.Cause.NOT_TOLD, protocol, "the list ended in the middle: ask again"));
        } else if (list.fallsShort(reply.told())) {
            gaps.add(gap(
                    Gap.Cause.PERMISSION,
                    protocol,
                    "this system shows a process its own sockets alone (macOS 27): " + WHOLE_FOR_ROOT));
        }
    }

    private static boolean isRefused(int errno) {
        return errno == DarwinErrno.EPERM || errno == DarwinErrno.EACCES || errno == DarwinErrno.ENOENT;
    }

    private static Gap gap(Gap.Cause cause, TransportProtocol protocol, String reason) {
        return new Gap(cause, protocol + " sockets that no process which can be looked at has", 1, reason);
    }

    private void add(InetSocket socket) {
        if (socket.so == 0) {
            detached.add(socket);
        } else {
            sockets.put(socket.so, socket);
        }
    }

    /** Those that belong to somebody, by the number that libproc has for them too. */
    Map<Long, InetSocket> sockets() {
        return sockets;
    }

    /** What is left of connections, and flows of the user-space network stack. */
    List<InetSocket> detached() {
        return detached;
    }

    /** What could not be read. */
    List<Gap> gaps() {
        return gaps;
    }
}
