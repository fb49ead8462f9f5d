package io.github.ports4j.linux.firewall.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedChangeTest {
    private static final List<FirewallCommand> COMMANDS = List.of(FirewallCommand.of("/sbin/x", "y"));

    private final List<String> done = new ArrayList<>();

    @Test
    void whatFailsIsTakenBackAndTheErrorIsTheFirst() {
        NotPermittedException failure = new NotPermittedException("to do it", "root may");
        PreparedChange change = PreparedChange.whole(
                "1a2b3c4d",
                COMMANDS,
                () -> {
                    throw failure;
                },
                () -> done.add("taken back"));
        assertThatThrownBy(change::apply).isSameAs(failure);
        assertThat(done).containsExactly("taken back");
    }

    @Test
    void whatCanNotBeTakenBackIsSaid() {
        PreparedChange change = PreparedChange.whole(
                "1a2b3c4d",
                COMMANDS,
                () -> {
                    throw new FirewallException(List.of("a"), 1, "first", "x");
                },
                () -> {
                    throw new FirewallException(List.of("b"), 2, "second", "y");
                });
        assertThatThrownBy(change::apply)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("first")
                .hasMessageContaining("second")
                .hasMessageContaining("1a2b3c4d may be there in part")
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(2));
    }

    @Test
    void whatSucceedsIsNotTakenBack() {
        PreparedChange.whole("1a2b3c4d", COMMANDS, () -> done.add("made"), () -> done.add("taken back"))
                .apply();
        assertThat(done).containsExactly("made");
    }
}
