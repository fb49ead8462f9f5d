package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidStatTest {
    /** From Linux 6.18, a shell with the name put in place of its own. */
    private static final String AFTER =
            " S 1 4711 4711 34816 4711 4194304 2 0 0 0 7 8 0 0 20 0 1 0 1234567 2818048 400 18446744073709551615"
                    + " 1 1 0 0 0 0 0 4096 81922 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    private static byte[] named(String name) {
        return Hostile.bytes("4711 (" + name + ")" + AFTER);
    }

    @Test
    void readsTheFieldsByTheirNumbers() {
        assertThat(PidStat.parse(named("shop"))).isEqualTo(new PidStat(4711, "shop", 'S', 1, 4194304, 1234567));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ")",
                "(",
                "((",
                "))",
                ") S 1 2 3",
                "a) R 0 0 (b",
                "x\ny",
                "\u001b[31mred\u001b[0m",
                "tab\there",
                "(sd-pam)",
                "kworker/u8:2-events_unbound",
                "\u00e4\u20ac\ud83d\ude00"
            })
    void takesAnyName(String name) {
        assertThat(PidStat.parse(named(name))).isEqualTo(new PidStat(4711, name, 'S', 1, 4194304, 1234567));
    }

    @Test
    void replacesBytesThatAreNoText() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("4711 (a".getBytes(StandardCharsets.US_ASCII));
        line.write(0xff);
        line.write(0xc3); // the first of two bytes, cut by the limit of 15
        line.writeBytes((")" + AFTER).getBytes(StandardCharsets.US_ASCII));
        assertThat(PidStat.parse(line.toByteArray()).name()).isEqualTo("a\ufffd\ufffd");
    }

    @Test
    void knowsAKernelThreadByItsFlag() {
        assertThat(PidStat.parse(
                                Hostile.bytes("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 3 0 0 0 0\n"))
                        .kernelThread())
                .isTrue();
        assertThat(PidStat.parse(named("kthreadd")).kernelThread()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(chars = {'Z', 'X', 'x'})
    void knowsTheEnded(char state) {
        PidStat stat = PidStat.parse(Hostile.bytes("4711 (a)" + AFTER.replace(" S ", " " + state + " ")));
        assertThat(stat.ended()).isTrue();
        assertThat(stat.stopped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(chars = {'T', 't'})
    void knowsTheStopped(char state) {
        PidStat stat = PidStat.parse(Hostile.bytes("4711 (a)" + AFTER.replace(" S ", " " + state + " ")));
        assertThat(stat.stopped()).isTrue();
        assertThat(stat.ended()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                ")(\n",
                "4711 shop S 1\n",
                "4711 (shop)\n",
                "4711(shop) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n",
                "x (shop) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n",
                "4711 (shop) SS 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n",
                "4711 (shop) S -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n",
                "4711 (shop) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 99999999999999999999\n",
                "4711 (shop) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 \u0661\n"
            })
    void refusesWhatHasAnotherForm(String line) {
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> PidStat.parse(Hostile.bytes(line)));
    }

    @Test
    void refusesEachCut() {
        Hostile.cut(named("a) S 1 (b"), PidStat::parse, value -> false);
    }

    @Test
    void survivesDamage() {
        Hostile.damage(named("shop"), PidStat::parse);
    }
}
