package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.posix.SignalSender;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessFacts.State;

/** A process named {@code sleep} that has ended and that its parent never reaps. */
final class Zombie implements AutoCloseable {
    private final Child parent;
    private final ProcessFacts facts;

    private Zombie(Child parent) {
        this.parent = parent;
        long pid = Long.parseLong(parent.line());
        Child.await(pid, living -> living.name().equals("sleep"));
        parent.await(living -> living.name().equals("sleep")); // before, it is a shell, which reaps
        assertThat(SignalSender.kill(pid, 9)).isZero();
        this.facts = Child.await(pid, dead -> dead.state() == State.ZOMBIE);
    }

    static Zombie start() {
        Child parent = Child.shell("sleep 1000 & echo $!; exec sleep 1000");
        try {
            return new Zombie(parent);
        } catch (RuntimeException | Error failed) {
            parent.close();
            throw failed;
        }
    }

    ProcessFacts facts() {
        return facts;
    }

    Child parent() {
        return parent;
    }

    @Override
    public void close() {
        parent.close();
    }
}
