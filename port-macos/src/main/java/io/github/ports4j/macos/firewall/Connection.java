package io.github.ports4j.macos.firewall;

import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.firewall.Decision.Kind;
import io.github.ports4j.macos.firewall.Packet.Step;
import io.github.ports4j.posix.Truth;
import java.util.List;
import java.util.Optional;

/**
 * What pf makes of a connection from outside. A rule that keeps state decides for all of it by its first packet. Without a state, as with
 * {@code no state} and where no rule is for the packet, the answers and what follows are filtered each for itself, and a connection works
 * only if all of them pass.
 */
final class Connection {
    private Connection() {}

    /** What becomes of it; reached by a datagram whose answers are kept back is not known to be open. */
    static Decision of(Rulesets rulesets, Packet request) {
        Optional<String> redirect = new Redirection(rulesets, request).doubt();
        if (redirect.isPresent()) {
            return Decision.unknown(redirect.get());
        }
        Decision first = Evaluation.of(rulesets, request);
        if (first.kind() != Kind.PASS || first.stateful() == Truth.TRUE) {
            return first;
        }
        boolean tcp = request.protocol() == TransportProtocol.TCP;
        boolean stateless = first.stateful() == Truth.FALSE;
        for (Step step : tcp ? List.of(Step.ANSWER, Step.DATA_IN, Step.DATA_OUT) : List.of(Step.ANSWER)) {
            Decision next = Evaluation.of(rulesets, request.at(step));
            if (next.kind() != Kind.PASS) {
                boolean surely = tcp && stateless && next.kind() == Kind.BLOCK;
                return new Decision(
                        surely ? Kind.BLOCK : Kind.UNKNOWN,
                        Truth.FALSE,
                        "no rule that keeps state lets it in, so that " + (step.isIn() ? "what follows" : "the answer")
                                + " is filtered too: " + next.reason());
            }
            stateless &= next.stateful() == Truth.FALSE;
        }
        return first;
    }
}
