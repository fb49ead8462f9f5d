package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long MILLI = 1_000_000;
    private static final long TICK = 2_200_000; // a little more than one

    private final List<Integer> expired = new ArrayList<>();

    @Test
    void expiresAfterTheDeadlineAndNotBefore() {
        TimerWheel wheel = new TimerWheel(4, 0);
        wheel.set(1, 100 * MILLI);

        wheel.expire(100 * MILLI - 1, expired::add);
        assertThat(expired).isEmpty();
        wheel.expire(100 * MILLI + TICK, expired::add);
        assertThat(expired).containsExactly(1);
        wheel.expire(10_000 * MILLI, expired::add);
        assertThat(expired).containsExactly(1);
    }

    @Test
    void aClearedDeadlineDoesNotExpire() {
        TimerWheel wheel = new TimerWheel(4, 0);
        for (int slot = 0; slot < 4; slot++) {
            wheel.set(slot, 50 * MILLI);
        }
        wheel.clear(0);
        wheel.clear(2);

        wheel.expire(60 * MILLI, expired::add);

        assertThat(expired).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void deadlinesBeyondOneTurnWait() {
        TimerWheel wheel = new TimerWheel(2, 0);
        wheel.set(0, 60_000 * MILLI);
        wheel.set(1, 3_000 * MILLI);

        for (long now = 0; now < 59_990 * MILLI; now += 7 * MILLI) {
            wheel.expire(now, expired::add);
        }
        assertThat(expired).containsExactly(1);
        wheel.expire(60_010 * MILLI, expired::add);
        assertThat(expired).containsExactly(1, 0);
    }

    @Test
    void tellsWhenToLookAgain() {
        TimerWheel wheel = new TimerWheel(2, 0);
        assertThat(wheel.untilNext(0, 20 * MILLI)).isEqualTo(20 * MILLI);
        wheel.set(0, 10 * MILLI);

        assertThat(wheel.untilNext(0, 20 * MILLI)).isBetween(10 * MILLI, 10 * MILLI + TICK);
        assertThat(wheel.untilNext(0, 5 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(wheel.untilNext(50 * MILLI, 20 * MILLI)).isZero();
    }

    @Test
    void agreesWithAMapUnderRandomUse() {
        Random random = new Random(1);
        TimerWheel wheel = new TimerWheel(64, 0);
        Map<Integer, Long> model = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt((int) (20 * MILLI));
            int slot = random.nextInt(64);
            if (model.containsKey(slot)) {
                if (random.nextInt(4) == 0) {
                    wheel.clear(slot);
                    model.remove(slot);
                }
            } else {
                long deadline = now + random.nextInt((int) (5_00 * MILLI)) * 10L;
                wheel.set(slot, deadline);
                model.put(slot, deadline);
            }
            long time = now;
            wheel.expire(now, over -> {
                Long deadline = model.remove(over);
                assertThat(deadline).isNotNull().isLessThanOrEqualTo(time);
            });
            model.forEach(
                    (left, deadline) -> assertThat(deadline).as("slot %d", left).isGreaterThan(time - TICK));
        }
    }
}
