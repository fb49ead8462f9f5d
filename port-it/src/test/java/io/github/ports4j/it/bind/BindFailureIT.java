package io.github.ports4j.it.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ports4j.PortException;
import io.github.ports4j.PortHeldException;
import io.github.ports4j.PortState;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protection;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TransportPort;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindFailureIT {
    private final Ports ports = Ports.local();
    private LinuxScene scene;

    @BeforeEach
    void open() {
        scene = LinuxScene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static BindException failure(ThrowingCallable bind) {
        return catchThrowableOfType(BindException.class, bind);
    }

    private static long pid(PortException explained) {
        return holder(explained).id().pid();
    }

    private static ProcessInfo holder(PortException explained) {
        assertThat(explained).isInstanceOf(PortHeldException.class);
        return ((PortHeldException) explained).report().holders().get(0);
    }

    @Test
    void the_holder_of_a_listening_port_is_named_whichever_class_could_not_bind() {
        int port = scene.freePort();
        Actor server = scene.start(ActorSpec.listening(port).named("shop"));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);

        BindException ofSocket = failure(() -> new ServerSocket(port, 1, address.getAddress()));
        BindException ofChannel = failure(() -> {
            try (ServerSocketChannel channel = ServerSocketChannel.open()) {
                channel.bind(address);
            }
        });

        assertThat(ports.explain(ofSocket, port))
                .isInstanceOf(PortHeldException.class)
                .hasMessageContaining(
                        port + "/tcp LISTENING on 127.0.0.1:" + port + " by shop pid " + server.pid() + " (")
                .hasCause(ofSocket);
        assertThat(pid(ports.explain(ofChannel, port))).isEqualTo(server.pid());
    }

    @Test
    void the_holder_of_a_udp_port_is_named() {
        int port = scene.freePort();
        Actor server = scene.start(ActorSpec.idle().udp(port));

        BindException failure = failure(() -> new DatagramSocket(port, InetAddress.getLoopbackAddress()).close());

        assertThat(pid(ports.explain(failure, TransportPort.udp(port)))).isEqualTo(server.pid());
    }

    @Test
    void this_jvm_is_told_to_be_the_holder() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BindException failure = failure(() -> new ServerSocket(first.getLocalPort(), 1, first.getInetAddress()));

            PortException explained = ports.explain(failure, first.getLocalPort());

            assertThat(holder(explained).protection().orElseThrow().kind()).isEqualTo(Protection.SELF);
            assertThat(explained).hasMessageContaining("; close the socket where this program opened it");
        }
    }

    @Test
    void a_port_that_has_become_free_meanwhile_is_told_to_be() throws IOException {
        BindException failure;
        int port;
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = first.getLocalPort();
            failure = failure(() -> new ServerSocket(port, 1, first.getInetAddress()));
        }

        PortException explained = ports.explain(failure, port);

        assertThat(((PortHeldException) explained).report().state()).isEqualTo(PortState.FREE);
        assertThat(explained).hasMessageContaining("a moment ago it could not: Address already in use");
    }

    @Test
    void an_address_of_another_host_is_not_put_down_to_the_port() throws IOException {
        int port = scene.freePort();
        scene.start(ActorSpec.listening(port));
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1"); // RFC 5737: documentation

        BindException failure = failure(() -> new ServerSocket(port, 1, elsewhere));

        assertThat(ports.explain(failure, port))
                .isInstanceOf(SystemCallException.class)
                .hasMessage(
                        "bind(" + port
                                + "/tcp): EADDRNOTAVAIL; the address is none of this host's, Ports.interfaces() lists those it has")
                .hasCause(failure);
    }
}
