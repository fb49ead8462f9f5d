package io.github.ports4j.it.scene;

/** A process told from all others that have or had its pid; found without the library under test. */
interface Identity {
    long pid();

    /** Whether the warden with this pid sees to it. */
    boolean descendsFrom(long warden);

    /** Whether this very process is still there, so that something is left behind. */
    boolean present();

    /** Whether this very process still runs: neither gone nor a zombie. */
    boolean running();
}
