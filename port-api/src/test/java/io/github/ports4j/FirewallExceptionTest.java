package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirewallExceptionTest {
    @Test
    void isOneLineThatHarmsNoTerminal() {
        FirewallException failed = new FirewallException(
                List.of("/sbin/nft", "\u001b[2J"), 1, "Error: no\n  such \u001b]0;x\u0007\n", "nothing was changed");
        assertThat(failed)
                .hasMessage("/sbin/nft \\u001b[2J (exit 1): Error: no   such \\u001b]0;x\\u0007; nothing was changed");
        assertThat(failed.argv()).containsExactly("/sbin/nft", "\u001b[2J");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.output()).isEqualTo("Error: no\n  such \u001b]0;x\u0007\n");
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertThat(new FirewallException(List.of("libnftables"), -1, " \n", "try again"))
                .hasMessage("libnftables; try again");
    }
}
