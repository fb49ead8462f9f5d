package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.Owners;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link HolderSets} of {@link FoundHolders}, compared with sets of the JDK. */
class HolderSetsTest {
    private static final int SOCKETS = 300;
    private static final int PROCESSES = 12;
    private static final int VANISHED = 5;
    private static final Owner HIDDEN = Owners.hidden("nobody was found");

    private static @Nullable ProcessId identity(int process) {
        return process == VANISHED ? null : HostValues.processId(100L + process, process, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void areWhatWasFoundByTwoThreadsInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<Set<Integer>> expected = new ArrayList<>();
        for (int place = 0; place < SOCKETS; place++) {
            expected.add(new TreeSet<>());
        }
        List<List<int[]>> finds = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 3 * SOCKETS; i++) {
            int place = random.nextInt(SOCKETS);
            int process = random.nextInt(4) == 0 ? VANISHED : random.nextInt(PROCESSES);
            finds.get(random.nextInt(2)).add(new int[] {place, process});
            if (process != VANISHED) {
                expected.get(place).add(process);
            }
        }

        FoundHolders found = new FoundHolders(SOCKETS);
        CompletableFuture.allOf(finds.stream()
                        .map(part ->
                                CompletableFuture.runAsync(() -> part.forEach(find -> found.add(find[0], find[1]))))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        HolderSets sets = new HolderSets(found, HolderSetsTest::identity);
        Owner[] owners = sets.owners(true, HIDDEN);

        for (int place = 0; place < SOCKETS; place++) {
            Set<ProcessId> processes = new TreeSet<>(Comparator.comparingLong(ProcessId::pid));
            expected.get(place).stream()
                    .map(HolderSetsTest::identity)
                    .filter(Objects::nonNull)
                    .forEach(processes::add);
            if (processes.isEmpty()) {
                assertThat(owners[place]).isSameAs(HIDDEN);
            } else {
                assertThat(owners[place].kind()).isEqualTo(Owner.Kind.KNOWN);
                assertThat(owners[place].processes()).containsExactlyInAnyOrderElementsOf(processes);
            }
        }
        assertThat(sets.hidden())
                .isEqualTo(expected.stream().filter(Set::isEmpty).count());
        assertEqualSetsAreOne(owners);
    }

    private static void assertEqualSetsAreOne(Owner[] owners) {
        for (Owner one : owners) {
            for (Owner other : owners) {
                if (one.processes().equals(other.processes()) && one.kind() == other.kind()) {
                    assertThat(one).isSameAs(other);
                }
            }
        }
    }
}
