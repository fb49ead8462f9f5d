package io.github.ports4j.testkit.contract;

/** Something that not every scene can do, or not for every user. */
public enum Ability {
    /** Sockets over IPv6. */
    IPV6,
    /** Processes of another user: {@link ActorSpec#ofOtherUser()}. */
    OTHER_USER,
    /** To look and act without privileges: {@link Scene#unprivileged}. */
    UNPRIVILEGED,
    /** Programs of a chosen name: {@link ActorSpec#program}. */
    PROGRAM,
    /** Children that share the sockets of their parent: {@link ActorSpec#forks}. */
    FORK,
    /** A process that has ended and is not reaped: {@link ActorSpec#neverReaped()}. */
    NEVER_REAPED,
    /** A process whose name is empty. */
    NO_NAME,
    /** A process whose first thread has ended: {@link ActorSpec#leaderExits()}. */
    LEADER_EXIT,
    /** A second process under the same pid: {@link Actor#reusePid}. */
    PID_REUSE,
    /** To freeze against every signal: {@link Actor#freezeAll()}. */
    FREEZE_ALL,
    /** To freeze against all but deadly signals: {@link Actor#freezeHandlers()}. */
    FREEZE_HANDLERS,
    /** Another pid namespace: {@link ActorSpec#firstOfNamespace()}. */
    PID_NAMESPACE,
    /** Another network namespace: {@link ActorSpec#inOtherNetwork()}. */
    NETWORK_NAMESPACE,
    /** A network that is the scene's own: {@link Scene#network()}. */
    OWN_NETWORK,
    /** Sockets without a descriptor: {@link ActorSpec#inFlight()}. */
    IN_FLIGHT,
    /**
     * {@code SO_REUSEADDR} passes only over sockets that have it themselves and do not listen. Without it, a wildcard passes over
     * all that have an address of their own, and what a server without it leaves refuses nobody who has it.
     */
    STRICT_REUSE,
    /** The provider sees TCP sockets that are bound and silent. Without it, they are explained as unknown. */
    SEE_BOUND,
    /** The provider sees every process' descriptors, so that owners are exhaustive. */
    SEE_ALL,
    /** The system tells what it notes of an address, such as that it is still checked. */
    ADDRESS_FLAGS,
    /** The system tells whether there is a carrier, and which interface is one end of a cable. */
    CARRIER,
    /** Routes have metrics. */
    ROUTE_METRICS,
    /** The system counts how many TCP connections are open now. */
    COUNT_OPEN,
    /** The system counts ICMP. */
    COUNT_ICMP,
    /** The system counts UDP over IPv6 apart from that over IPv4. */
    COUNT_BY_FAMILY
}
