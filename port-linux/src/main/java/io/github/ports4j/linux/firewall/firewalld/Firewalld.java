package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.posix.CommandRunner;

/** Whether firewalld(1) runs. This set is final. */
public enum Firewalld {
    /** It runs and answers this user. */
    RUNNING,
    /** It runs, and says that this user may not ask. */
    NOT_AUTHORIZED,
    /** It does not run, or is not installed. */
    ABSENT;

    /** Asks {@code firewall-cmd --state}. */
    public static Firewalld state(CommandRunner programs) {
        return new FirewallCmd(programs).state();
    }
}
