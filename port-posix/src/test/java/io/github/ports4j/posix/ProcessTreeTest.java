package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private record Kin(long pid, long parent, long start) implements ProcessTree.Member {}

    private static Kin process(long pid, long parent, long start) {
        return new Kin(pid, parent, start);
    }

    private static List<Long> below(Kin root, Kin... others) {
        return new ProcessTree<>(List.of(others))
                .below(root).stream().map(Kin::pid).toList();
    }

    @Test
    void namesChildrenBeforeTheirOwn() {
        assertThat(below(
                        process(10, 1, 100),
                        process(50, 20, 130),
                        process(20, 10, 110),
                        process(40, 30, 125),
                        process(30, 10, 120),
                        process(10, 1, 100),
                        process(60, 1, 140),
                        process(5, 50, 150)))
                .containsExactly(20L, 30L, 50L, 40L, 5L);
    }

    @Test
    void leavesOutAChildThatIsOlderThanItsParent() {
        assertThat(below(process(10, 1, 100), process(20, 10, 99), process(30, 20, 120), process(40, 10, 100)))
                .containsExactly(40L);
    }

    @Test
    void endsInACircle() {
        assertThat(below(process(10, 20, 100), process(20, 10, 100), process(10, 20, 100)))
                .containsExactly(20L);
    }
}
