package io.github.ports4j.testkit.contract;

import io.github.ports4j.Signal;
import io.github.ports4j.testkit.contract.SocketSpec.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a process in a {@link Scene} is to be. Immutable: each method returns a new one.
 *
 * <p>Without refinement, a process named {@code actor} of the test's user, with the default action for each signal, that does
 * nothing. The order of calls means nothing, except that sockets are opened in it.
 */
public final class ActorSpec {
    private static final ActorSpec IDLE = new ActorSpec(new Draft());

    private final Draft fields;

    private ActorSpec(Draft fields) {
        this.fields = fields;
    }

    /** A process without a socket. */
    public static ActorSpec idle() {
        return IDLE;
    }

    /** A process that listens on this TCP port. */
    public static ActorSpec listening(int port, SocketFlag... flags) {
        return IDLE.listen(port, flags);
    }

    /** It listens on this TCP port as well. */
    public ActorSpec listen(int port, SocketFlag... flags) {
        return with(new SocketSpec(Kind.LISTENER, port, 0, flags(flags)));
    }

    /** It has bound this TCP port as well, and never listens. */
    public ActorSpec bind(int port, SocketFlag... flags) {
        return with(new SocketSpec(Kind.BOUND, port, 0, flags(flags)));
    }

    /** It has bound this UDP port as well. */
    public ActorSpec udp(int port, SocketFlag... flags) {
        return with(new SocketSpec(Kind.UDP, port, 0, flags(flags)));
    }

    /** It has a UDP socket with this local port whose remote end is that port of 127.0.0.1. */
    public ActorSpec udpClient(int localPort, int remotePort) {
        return with(new SocketSpec(Kind.UDP_CLIENT, localPort, remotePort, Set.of()));
    }

    /** It keeps a connection to this TCP port of 127.0.0.1, or of {@code ::1}, from a local port that the kernel chose. */
    public ActorSpec connect(int remotePort, SocketFlag... flags) {
        return connectFrom(0, remotePort, flags);
    }

    /** It keeps a connection to this TCP port of 127.0.0.1, or of {@code ::1}, from this local port. */
    public ActorSpec connectFrom(int localPort, int remotePort, SocketFlag... flags) {
        return with(new SocketSpec(Kind.CLIENT, localPort, remotePort, flags(flags)));
    }

    /**
     * This many children share all its sockets, and do nothing else; they have the default action for each signal. Needs {@link
     * Ability#FORK}.
     */
    public ActorSpec forks(int children) {
        Draft draft = new Draft(fields);
        draft.forks = children;
        return new ActorSpec(draft);
    }

    /** It has this many children that share none of its sockets; they have the default action for each signal. */
    public ActorSpec withChildren(int children) {
        Draft draft = new Draft(fields);
        draft.children = children;
        return new ActorSpec(draft);
    }

    /** It ignores these signals ({@code SIG_IGN}). */
    public ActorSpec ignoring(Signal... signals) {
        Draft draft = new Draft(fields);
        draft.ignored.addAll(List.of(signals));
        return new ActorSpec(draft);
    }

    /** It catches this signal and reacts so. */
    public ActorSpec on(Signal signal, Reaction reaction) {
        Draft draft = new Draft(fields);
        draft.reactions.put(signal, reaction);
        return new ActorSpec(draft);
    }

    /** It catches TERM, HUP and INT, notes them and lives on. */
    public ActorSpec recording() {
        return on(Signal.TERM, Reaction.RECORD).on(Signal.HUP, Reaction.RECORD).on(Signal.INT, Reaction.RECORD);
    }

    /**
     * The name of the process: any bytes but NUL in UTF-8, of which Linux keeps 15; no slash, as it may be that of a file. An empty
     * one needs {@link Ability#NO_NAME}.
     */
    public ActorSpec named(String name) {
        Draft draft = new Draft(fields);
        draft.name = Optional.of(name);
        return new ActorSpec(draft);
    }

    /** It runs a program of its own, a file with this name; its name is the same. Needs {@link Ability#PROGRAM}. */
    public ActorSpec program(String fileName) {
        Draft draft = new Draft(fields);
        draft.program = Optional.of(fileName);
        return new ActorSpec(draft);
    }

    /** One more argument on its command line, which it does nothing with. */
    public ActorSpec argument(String text) {
        Draft draft = new Draft(fields);
        draft.arguments.add(text);
        return new ActorSpec(draft);
    }

    /** It belongs to another user than the test's and has none of the test's privileges. Needs {@link Ability#OTHER_USER}. */
    public ActorSpec ofOtherUser() {
        Draft draft = new Draft(fields);
        draft.otherUser = true;
        return new ActorSpec(draft);
    }

    /** Its parent lives and never reaps it. Needs {@link Ability#NEVER_REAPED}. */
    public ActorSpec neverReaped() {
        Draft draft = new Draft(fields);
        draft.neverReaped = true;
        return new ActorSpec(draft);
    }

    /** Its first thread ends when it is set up, and another lives on with the sockets. Needs {@link Ability#LEADER_EXIT}. */
    public ActorSpec leaderExits() {
        Draft draft = new Draft(fields);
        draft.leaderExits = true;
        return new ActorSpec(draft);
    }

    /**
     * A parent starts it, as described here, again this long after each of its ends.
     *
     * @param parentName the name of the parent process, such as {@code supervisord}
     * @param delay the time from its end to the start of the next
     */
    public ActorSpec supervised(String parentName, Duration delay) {
        Draft draft = new Draft(fields);
        draft.supervision = Optional.of(new Supervision(parentName, delay));
        return new ActorSpec(draft);
    }

    /** It lives in a network namespace of its own. Needs {@link Ability#NETWORK_NAMESPACE}. */
    public ActorSpec inOtherNetwork() {
        Draft draft = new Draft(fields);
        draft.otherNetwork = true;
        return new ActorSpec(draft);
    }

    /** It is the first process of a pid namespace of its own. Needs {@link Ability#PID_NAMESPACE}. */
    public ActorSpec firstOfNamespace() {
        Draft draft = new Draft(fields);
        draft.firstOfNamespace = true;
        return new ActorSpec(draft);
    }

    /** Its sockets are in flight between processes: in nobody's descriptor table. Needs {@link Ability#IN_FLIGHT}. */
    public ActorSpec inFlight() {
        Draft draft = new Draft(fields);
        draft.inFlight = true;
        return new ActorSpec(draft);
    }

    /** What it opens, in order. */
    public List<SocketSpec> sockets() {
        return List.copyOf(fields.sockets);
    }

    /** How many children share its sockets. */
    public int forks() {
        return fields.forks;
    }

    /** How many children share none of its sockets. */
    public int children() {
        return fields.children;
    }

    /** The signals that it ignores. */
    public Set<Signal> ignored() {
        return Set.copyOf(fields.ignored);
    }

    /** The signals that it catches, and what it does then. */
    public Map<Signal, Reaction> reactions() {
        return Map.copyOf(fields.reactions);
    }

    /** Its name, if it is not the scene's choice. */
    public Optional<String> name() {
        return fields.name;
    }

    /** The file name of its program, if it has one of its own. */
    public Optional<String> program() {
        return fields.program;
    }

    /** Its further arguments. */
    public List<String> arguments() {
        return List.copyOf(fields.arguments);
    }

    /** What brings it back, if something does. */
    public Optional<Supervision> supervision() {
        return fields.supervision;
    }

    /** Whether it is another user's. */
    public boolean isOfOtherUser() {
        return fields.otherUser;
    }

    /** Whether its parent never reaps it. */
    public boolean isNeverReaped() {
        return fields.neverReaped;
    }

    /** Whether its first thread ends. */
    public boolean hasLeaderExit() {
        return fields.leaderExits;
    }

    /** Whether it has a network namespace of its own. */
    public boolean isInOtherNetwork() {
        return fields.otherNetwork;
    }

    /** Whether it is the first of a pid namespace. */
    public boolean isFirstOfNamespace() {
        return fields.firstOfNamespace;
    }

    /** Whether its sockets are in flight. */
    public boolean isInFlight() {
        return fields.inFlight;
    }

    /** What a scene must be able to do to start it. */
    public Set<Ability> needs() {
        Set<Ability> needs = EnumSet.noneOf(Ability.class);
        fields.sockets.forEach(socket -> needs.addAll(socket.needs()));
        fields.program.ifPresent(program -> needs.add(Ability.PROGRAM));
        addIf(fields.forks > 0 || handsOver(), needs, Ability.FORK);
        addIf(fields.neverReaped, needs, Ability.NEVER_REAPED);
        addIf(fields.name.equals(Optional.of("")), needs, Ability.NO_NAME);
        addIf(fields.otherUser, needs, Ability.OTHER_USER);
        addIf(fields.leaderExits, needs, Ability.LEADER_EXIT);
        addIf(fields.otherNetwork, needs, Ability.NETWORK_NAMESPACE);
        addIf(fields.firstOfNamespace, needs, Ability.PID_NAMESPACE);
        addIf(fields.inFlight, needs, Ability.IN_FLIGHT);
        return needs;
    }

    private boolean handsOver() {
        return fields.reactions.values().stream().anyMatch(reaction -> reaction.deed() == Reaction.Deed.HAND_OVER);
    }

    private static void addIf(boolean condition, Set<Ability> needs, Ability ability) {
        if (condition) {
            needs.add(ability);
        }
    }

    private ActorSpec with(SocketSpec socket) {
        Draft draft = new Draft(fields);
        draft.sockets.add(socket);
        return new ActorSpec(draft);
    }

    private static Set<SocketFlag> flags(SocketFlag... flags) {
        return Set.of(flags);
    }

    /** Prints what it opens. */
    @Override
    public String toString() {
        return fields.name.or(() -> fields.program).orElse("actor") + fields.sockets;
    }

    /**
     * What brings a process back.
     *
     * @param parentName the name of the parent process
     * @param delay the time from an end to the next start
     */
    public record Supervision(String parentName, Duration delay) {}

    /** The fields of a spec while it is made; never changed afterwards. */
    private static final class Draft {
        private final List<SocketSpec> sockets = new ArrayList<>();
        private final Set<Signal> ignored = EnumSet.noneOf(Signal.class);
        private final Map<Signal, Reaction> reactions = new EnumMap<>(Signal.class);
        private final List<String> arguments = new ArrayList<>();
        private int forks;
        private int children;
        private Optional<String> name = Optional.empty();
        private Optional<String> program = Optional.empty();
        private Optional<Supervision> supervision = Optional.empty();
        private boolean otherUser;
        private boolean neverReaped;
        private boolean leaderExits;
        private boolean otherNetwork;
        private boolean firstOfNamespace;
        private boolean inFlight;

        private Draft() {}

        private Draft(Draft other) {
            sockets.addAll(other.sockets);
            ignored.addAll(other.ignored);
            reactions.putAll(other.reactions);
            arguments.addAll(other.arguments);
            forks = other.forks;
            children = other.children;
            name = other.name;
            program = other.program;
            supervision = other.supervision;
            otherUser = other.otherUser;
            neverReaped = other.neverReaped;
            leaderExits = other.leaderExits;
            otherNetwork = other.otherNetwork;
            firstOfNamespace = other.firstOfNamespace;
            inFlight = other.inFlight;
        }
    }
}
