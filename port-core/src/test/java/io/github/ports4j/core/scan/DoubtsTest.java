package io.github.ports4j.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ScanReason;
import org.junit.jupiter.api.Test;

class DoubtsTest {
    private final Doubts doubts = new Doubts(new NioEngine(), 2);

    /** How often a port is tried again that returns an error each time. */
    private int attemptsInVain(int host, int probe) {
        int attempts = 0;
        while (doubts.remainAfter(host, probe, false, ScanReason.NETWORK_ERROR)) {
            attempts++;
        }
        return attempts;
    }

    @Test
    void anErrorIsDoubtedThirtyTwoTimes() {
        assertThat(attemptsInVain(0, 1)).isEqualTo(32);
    }

    @Test
    void atAHostThatIsFarTwice() {
        assertThat(doubts.remainAfter(0, 1, true, ScanReason.NETWORK_ERROR)).isTrue();
        assertThat(doubts.remainAfter(0, 1, true, ScanReason.NETWORK_ERROR)).isTrue();
        assertThat(doubts.remainAfter(0, 1, true, ScanReason.NETWORK_ERROR)).isFalse();
    }

    @Test
    void whatIsKnownIsNotDoubted() {
        assertThat(doubts.remainAfter(0, 1, false, ScanReason.HOST_UNREACHABLE)).isFalse();
        assertThat(doubts.remainAfter(0, 1, false, ScanReason.NETWORK_ERROR)).isTrue();
        assertThat(doubts.remainAfter(0, 1, false, ScanReason.PENDING)).isFalse();
        assertThat(attemptsInVain(0, 1)).as("one was made").isEqualTo(31);
        assertThat(doubts.remainAfter(0, 1, false, ScanReason.RESET)).isFalse();
    }

    /** Sixteen ports of a host: then the error is the way's, unless one of them was open or closed after all. */
    @Test
    void sixteenInVainAreEnough() {
        for (int probe = 0; probe < 16; probe++) {
            assertThat(attemptsInVain(0, probe)).isEqualTo(32);
        }
        assertThat(attemptsInVain(0, 16)).isZero();
        assertThat(attemptsInVain(1, 17)).as("another host").isEqualTo(32);
    }

    @Test
    void oneThatHelpedMakesTheOthersWorthWhile() {
        for (int probe = 0; probe < 15; probe++) {
            attemptsInVain(0, probe);
        }
        assertThat(doubts.remainAfter(0, 15, false, ScanReason.NETWORK_ERROR)).isTrue();
        assertThat(doubts.remainAfter(0, 15, false, ScanReason.RESET)).isFalse();
        assertThat(attemptsInVain(0, 16)).isEqualTo(32);
    }

    /** Not each of hundreds that are under way at once to a host that is far. */
    @Test
    void sixteenAtOnceAreEnoughToo() {
        for (int probe = 0; probe < 16; probe++) {
            assertThat(doubts.remainAfter(0, probe, false, ScanReason.NETWORK_ERROR))
                    .isTrue();
        }
        assertThat(doubts.remainAfter(0, 16, false, ScanReason.NETWORK_ERROR)).isFalse();
        assertThat(doubts.remainAfter(0, 3, false, ScanReason.REFUSED)).isFalse();
        assertThat(doubts.remainAfter(0, 16, false, ScanReason.NETWORK_ERROR)).isTrue();
    }

    @Test
    void anEngineThatTellsResetsLeavesNone() {
        assertThat(new Doubts(new SimulatedNetwork(1), 1).remainAfter(0, 1, false, ScanReason.NETWORK_ERROR))
                .isFalse();
    }
}
