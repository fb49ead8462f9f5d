package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ports4j.FreePlan;
import io.github.ports4j.FreeResult;
import io.github.ports4j.PortReport;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TerminationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What everything that prints must not print: arguments, which may be secrets, and what could act on a terminal. */
public abstract class PrintingContract extends SceneContract {
    private static final String SECRET = "hunter2";
    private static final List<String> HOSTILE =
            List.of("\u001b[31mred", "two\nlines", "a) R 1 (b", "\rback", "bell\u0007", "\u202eturned");

    /** For subclasses. */
    protected PrintingContract() {}

    /** Everything that this library prints about a port and its holder, on the way to its end. */
    private List<String> everythingPrinted(int port, Actor holder) {
        List<String> printed = new ArrayList<>();
        printed.addAll(texts(ports().tcp(port).explain()));
        printed.addAll(provider().sockets().read(SocketQuery.all().involving(port)).stream()
                .map(Object::toString)
                .toList());
        printed.add(provider().processes().read(holder.pid()).orElseThrow().toString());
        var freeing = ports().tcp(port).freeing();
        FreeResult refused = freeing.onlyIf(process -> false).free().get(0);
        printed.addAll(texts(refused));
        printed.add(String.valueOf(catchThrowable(refused::orThrow)));
        FreePlan plan = freeing.plan();
        printed.add(plan.toString());
        plan.terminations().forEach(termination -> printed.add(termination.toString()));
        plan.ports().forEach(planned -> printed.add(planned.toString()));
        FreeResult held = freeing.ladder(SignalLadder.parse("TERM:100ms"))
                .within(Duration.ofSeconds(5))
                .free()
                .get(0);
        printed.addAll(texts(held));
        printed.add(String.valueOf(catchThrowable(held::orThrow)));
        TerminationResult ended = ports().terminator().terminate(id(holder), SignalLadder.parse("KILL:5s"));
        printed.add(ended.toString());
        printed.add(ended.reason());
        ended.attempts().forEach(attempt -> printed.add(attempt.toString()));
        assertThat(ended.kind()).isEqualTo(TerminationResult.Kind.EXITED);
        return printed;
    }

    private static List<String> texts(PortReport report) {
        List<String> texts = new ArrayList<>(List.of(report.toString(), report.reason()));
        report.hint().ifPresent(texts::add);
        report.holders().forEach(holder -> texts.add(holder.toString()));
        report.holders().forEach(holder -> texts.add(holder.displayName()));
        report.sockets().forEach(socket -> texts.add(socket.toString()));
        report.clients().forEach(client -> texts.add(client.toString()));
        return texts;
    }

    private static List<String> texts(FreeResult result) {
        List<String> texts = new ArrayList<>(List.of(result.toString(), result.reason()));
        result.hint().ifPresent(texts::add);
        result.attempts().forEach(attempt -> texts.add(attempt.toString()));
        texts.addAll(texts(result.report()));
        return texts;
    }

    @Test
    void argumentsAreInNothingThatPrints() {
        int port = freePort();
        Actor holder =
                start(ActorSpec.listening(port).argument("--password=" + SECRET).recording());
        assertThat(find(holder).commandLine().orElseThrow()).contains(SECRET);

        assertThat(everythingPrinted(port, holder)).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void hostileNamesAreNeverPrintedRaw() {
        for (String name : HOSTILE) {
            int port = freePort();
            Actor holder = start(ActorSpec.listening(port).named(name).recording());
            assertThat(find(holder).name()).isEqualTo(name);
            List<String> printed = everythingPrinted(port, holder);

            assertThat(printed)
                    .allSatisfy(text -> assertThat(withoutLineEnds(text))
                            .as("what is printed of %s", printable(name))
                            .matches(PrintingContract::isHarmless));
            assertThat(printed.get(0)).contains("pid " + holder.pid());
        }
    }

    @Test
    void lineBreakInANameBreaksNoLine() {
        int port = freePort();
        Actor holder = start(ActorSpec.listening(port).named("two\nlines"));

        assertThat(ports().tcp(port).explain().toString()).doesNotContain("\n").contains("two\\u000alines");
        assertThat(find(holder).displayName()).isEqualTo("two\\u000alines");
    }

    @Test
    void emptyNameIsPrintedAsAQuestionMark() {
        int port = freePort();
        Actor holder = start(ActorSpec.listening(port).named(""));

        assertThat(find(holder).displayName()).isEqualTo("?");
        assertThat(ports().tcp(port).explain().toString()).contains(" by ? pid " + holder.pid() + " (");
    }

    private ProcessInfo find(Actor actor) {
        return ports().terminator().find(actor.pid()).orElseThrow();
    }

    /** A plan has lines of its own. */
    private static String withoutLineEnds(String text) {
        return text.replace(System.lineSeparator(), " ");
    }

    private static boolean isHarmless(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
