package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.testkit.contract.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace that the calling thread is in until this is closed; what the thread starts meanwhile is in it too. Made with
 * {@code ip}. Used by that one thread.
 */
final class OwnNetwork implements Network, AutoCloseable {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/ip"), Path.of("/sbin/ip"), Path.of("/usr/bin/ip"), Path.of("/bin/ip"));

    /** There only with IPv6. */
    private static final Path IPV6 = Path.of("/proc/net/if_inet6");

    private static final long SECONDS = 10;

    private final int before;
    private final String ip;

    private OwnNetwork(int before, String ip) {
        this.before = before;
        this.ip = ip;
    }

    /** Enters a new one; skips the test where that can't be had. */
    static OwnNetwork enter() {
        lacks().ifPresent(Assumptions::abort);
        OwnNetwork network =
                new OwnNetwork(Syscalls.enterNewNetwork(), program().orElseThrow());
        try {
            network.up(network.loopback());
            return network;
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /** Why there can be none, in one sentence. */
    static Optional<String> lacks() {
        if (Syscalls.effectiveUser() != 0) {
            return Optional.of("the tests do not run as root");
        }
        return program().isEmpty() ? Optional.of("there is no program ip (iproute2)") : Optional.empty();
    }

    private static Optional<String> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst().map(Path::toString);
    }

    @Override
    public String loopback() {
        return "lo";
    }

    @Override
    public void addBridge(String name) {
        ip("link", "add", "name", name, "type", "bridge");
        withoutAddressOfItsOwn(name);
    }

    @Override
    public void addCable(String one, String other) {
        ip("link", "add", "name", one, "type", "veth", "peer", "name", other);
        withoutAddressOfItsOwn(one);
        withoutAddressOfItsOwn(other);
    }

    /** A kernel without IPv6 makes none, and refuses to be told so. */
    private void withoutAddressOfItsOwn(String name) {
        if (Files.exists(IPV6)) {
            ip("link", "set", "dev", name, "addrgenmode", "none");
        }
    }

    @Override
    public void remove(String name) {
        ip("link", "del", "dev", name);
    }

    @Override
    public void up(String name) {
        ip("link", "set", "dev", name, "up");
    }

    @Override
    public void down(String name) {
        ip("link", "set", "dev", name, "down");
    }

    @Override
    public void mtu(String name, int bytes) {
        ip("link", "set", "dev", name, "mtu", bytes + "");
    }

    @Override
    public void mac(String name, String address) {
        ip("link", "set", "dev", name, "address", address);
    }

    @Override
    public void addAddress(String name, String cidr) {
        if (cidr.indexOf(':') < 0) {
            ip("addr", "add", cidr, "dev", name);
        } else {
            ip("addr", "add", cidr, "dev", name, "nodad");
        }
    }

    @Override
    public void addTentativeAddress(String name, String cidr) {
        ip("addr", "add", cidr, "dev", name);
    }

    @Override
    public void addDefaultRoute(String name, String gateway, long metric) {
        String family = gateway.indexOf(':') < 0 ? "-4" : "-6";
        ip(family, "route", "add", "default", "via", gateway, "dev", name, "metric", metric + "");
    }

    @Override
    public void sendDatagrams(int port, int count, int size) {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            for (int i = 0; i < count; i++) {
                channel.send(ByteBuffer.allocate(size), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("send to " + target, e);
        }
    }

    private void ip(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of(ip), Stream.of(arguments)).toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        Syscalls.leaveNetwork(before);
    }
}
