package io.github.ports4j.it.scene;

import java.nio.file.Path;
import java.util.Optional;

/** With what a scene plays: how its actors are built, and how one of their processes is told from others. */
enum Means {
    /** What Linux has: {@code actor-linux.h} and {@code /proc}. */
    LINUX {
        @Override
        Path actor() {
            return CTools.actor();
        }

        @Override
        Optional<? extends Identity> look(long pid) {
            return ProcStat.read(pid);
        }
    },

    /** What every Unix has, for macOS: {@code actor-posix.h} and {@code ps}. */
    POSIX {
        @Override
        Path actor() {
            return CTools.portableActor();
        }

        @Override
        Optional<? extends Identity> look(long pid) {
            return PsProcess.read(pid);
        }
    };

    /** The program that does what it is told to. */
    abstract Path actor();

    /** The process that has this pid now, also one that has ended and is not reaped. */
    abstract Optional<? extends Identity> look(long pid);
}
