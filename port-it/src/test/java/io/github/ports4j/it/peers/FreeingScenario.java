package io.github.ports4j.it.peers;

import io.github.ports4j.Signal;
import io.github.ports4j.TransportPort;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import io.github.ports4j.testkit.contract.Reaction;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketFlag;
import java.time.Duration;
import java.util.List;

/** A port that is to be freed, and who is in its way. */
enum FreeingScenario {
    UNREAPED_ZOMBIE("its parent does not reap it") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port).neverReaped());
            return List.of();
        }
    },
    NOBODY("nobody holds it") {
        @Override
        List<Actor> play(Scene scene, int port) {
            return List.of();
        }
    },
    LISTENER_AND_CLIENT("a client is connected") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
            return List.of(scene.start(ActorSpec.idle().connect(port)));
        }
    },
    PORT_OF_A_CLIENT("it is the near end of a connection") {
        @Override
        List<Actor> play(Scene scene, int port) {
            int remote = scene.freePort();
            scene.start(ActorSpec.listening(remote, SocketFlag.ACCEPTING));
            return List.of(scene.start(ActorSpec.idle().connectFrom(port, remote)));
        }
    },
    INHERITED("a child has inherited the socket") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port).forks(1));
            return List.of();
        }
    },
    REUSE_PORT("two listen with SO_REUSEPORT") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));
            scene.start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));
            return List.of();
        }
    },
    IGNORES_TERM("it ignores TERM") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port).ignoring(Signal.TERM));
            return List.of();
        }
    },
    SLOW_SHUTDOWN("it takes 700 ms to end") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port).on(Signal.TERM, Reaction.exitAfter(Duration.ofMillis(700))));
            return List.of();
        }
    },
    UDP("it is a UDP port") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.idle().udp(port));
            return List.of();
        }

        @Override
        TransportPort port(int number) {
            return TransportPort.udp(number);
        }
    },
    IPV6("it listens on ::1 alone") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port, SocketFlag.IPV6));
            return List.of();
        }
    },
    BOUND("it is bound, and nobody listens") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.idle().bind(port));
            return List.of();
        }
    },
    RESPAWNED("its supervisor starts it again") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port).supervised("supervisord", Duration.ofMillis(150)));
            return List.of();
        }
    },
    STOPPED("it is stopped (SIGSTOP)") {
        @Override
        List<Actor> play(Scene scene, int port) {
            scene.start(ActorSpec.listening(port)).stop();
            return List.of();
        }
    };

    private final String text;

    FreeingScenario(String text) {
        this.text = text;
    }

    /** Brings it about; returns who is no holder of the port and has to live. */
    abstract List<Actor> play(Scene scene, int port);

    /** What is to be freed. */
    TransportPort port(int number) {
        return TransportPort.tcp(number);
    }

    /** Whether nobody holds the port, so that nothing is to be ended. */
    boolean hasNoHolder() {
        return this == NOBODY || this == PORT_OF_A_CLIENT;
    }

    @Override
    public String toString() {
        return text;
    }
}
