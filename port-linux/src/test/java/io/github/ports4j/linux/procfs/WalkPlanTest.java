package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WalkPlanTest {
    private final WalkPlan plan = new WalkPlan(2);

    private static FdChunk chunk() {
        return new FdChunk();
    }

    private FutureTask<Boolean> waiting() {
        FutureTask<Boolean> task = new FutureTask<>(plan::awaitMore);
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static boolean result(FutureTask<Boolean> task)
            throws InterruptedException, ExecutionException, TimeoutException {
        return task.get(10, TimeUnit.SECONDS);
    }

    @Test
    void givesEachProcessOnce() {
        assertThat(plan.nextProcess()).isEqualTo(0);
        assertThat(plan.nextProcess()).isEqualTo(1);
        assertThat(plan.nextProcess()).isEqualTo(WalkPlan.NONE);
        plan.listed();
        plan.listed();
        assertThat(plan.awaitMore()).isFalse();
    }

    @Test
    void waitsForPartsOfTablesThatOthersList() throws Exception {
        plan.nextProcess();
        FutureTask<Boolean> waiting = waiting();
        FdChunk chunk = chunk();
        plan.add(chunk);
        assertThat(result(waiting)).isTrue();
        assertThat(plan.nextChunk()).isSameAs(chunk);
        assertThat(plan.nextChunk()).isNull();
    }

    @Test
    void endsTheWaitWhenNothingCanCome() throws Exception {
        plan.nextProcess();
        FutureTask<Boolean> waiting = waiting();
        plan.listed();
        assertThat(result(waiting)).isFalse();
    }

    @Test
    void endsAllWhenOneFails() throws Exception {
        plan.nextProcess();
        FutureTask<Boolean> waiting = waiting();
        IllegalStateException failure = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        plan.fail(failure);
        plan.fail(second);
        assertThat(result(waiting)).isFalse();
        assertThat(plan.nextProcess()).isEqualTo(WalkPlan.NONE);
        plan.add(chunk());
        assertThat(plan.nextChunk()).isNull();
        assertThatThrownBy(plan::throwFailure).isSameAs(failure).hasSuppressedException(second);
    }

    @Test
    void throwsNothingWhenNoneFailed() {
        assertThatCode(plan::throwFailure).doesNotThrowAnyException();
    }

    @Test
    void givesRoomForSoManyParts() {
        Deque<FdChunk> given = new ArrayDeque<>();
        for (FdChunk chunk = plan.room(); chunk != null; chunk = plan.room()) {
            given.add(chunk);
        }
        assertThat(given).doesNotHaveDuplicates().hasSize(4);
        plan.release(given.getLast());
        assertThat(plan.room()).isSameAs(given.getLast());
        assertThat(plan.room()).isNull();
    }

    @Test
    void endsWhenTheHelpersInItAreDoneAndLetsNoMoreIn() throws Exception {
        assertThat(plan.enter()).isTrue();
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            plan.close();
            return true;
        });
        Thread thread = new Thread(closing, "closing");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(plan.enter()).isFalse();
        assertThat(closing.isDone()).isFalse();
        plan.leave();
        assertThat(result(closing)).isTrue();
    }

    @Test
    void keepsTheInterruptOfWhoWaitsForHelpers() throws Exception {
        assertThat(plan.enter()).isTrue();
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            plan.close();
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(closing, "closing");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        while (thread.isInterrupted() || thread.getState() != Thread.State.WAITING) { // until it waits again
            Thread.onSpinWait();
        }
        plan.leave();
        assertThat(result(closing)).isTrue();
    }
}
