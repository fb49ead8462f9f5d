package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Hostile;
import io.github.ports4j.linux.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidStatTest {
    private static final long PF_KTHREAD = 0x0020_0000;

    /** From Linux 6.18, a shell with the name put in place of its own. */
    private static final String AFTER =
            " S 1 4711 4711 34816 4711 4194304 2 0 0 0 7 8 0 0 20 0 1 0 1234567 2818048 400 18446744073709551615"
                    + " 1 1 0 0 0 0 0 4096 81922 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    private static byte[] named(String name) {
        return Hostile.bytes("4711 (" + name + ")" + AFTER);
    }

    private static PidStat decode(byte[] line) {
        return PidStat.decode(ByteBuffer.wrap(line));
    }

    private static PidStat decode(String line) {
        return decode(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String name(byte[] line) {
        return PidStat.name(ByteBuffer.wrap(line));
    }

    @Test
    void readsTheFieldsByTheirNumbers() {
        assertThat(decode(named("shop"))).isEqualTo(new PidStat(4711, 'S', 1, 4194304, 1, 1234567));
        assertThat(name(named("shop"))).isEqualTo("shop");
    }

    @Test
    void readsThroughAHostileName() {
        assertThat(PidStat.decode(Samples.of("stat.txt"))).isEqualTo(new PidStat(1, 'R', 0, 4194560, 1, 357024));
        assertThat(PidStat.name(Samples.of("stat.txt"))).isEqualTo("a) R 1 (\n");
    }

    @Test
    void readsAnEmptyName() {
        String line = "77 () S 1 77 77 0 -1 64 0 0 0 0 0 0 0 0 20 0 3 0 123 0\n";
        assertThat(decode(line)).isEqualTo(new PidStat(77, 'S', 1, 64, 3, 123));
        assertThat(name(Hostile.bytes(line))).isEmpty();
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
        assertThat(decode(named(name))).isEqualTo(new PidStat(4711, 'S', 1, 4194304, 1, 1234567));
        assertThat(name(named(name))).isEqualTo(name);
    }

    @Test
    void replacesBytesThatAreNoText() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("4711 (a".getBytes(StandardCharsets.US_ASCII));
        line.write(0xff);
        line.write(0xc3); // the first of two bytes, cut by the limit of 15
        line.writeBytes((")" + AFTER).getBytes(StandardCharsets.US_ASCII));
        assertThat(name(line.toByteArray())).isEqualTo("a\ufffd\ufffd");
    }

    @Test
    void knowsAKernelThreadByItsFlag() {
        assertThat(decode(Hostile.bytes("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 3 0 0 0 0\n"))
                        .kernelThread())
                .isTrue();
        assertThat(decode(named("kthreadd")).kernelThread()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(chars = {'Z', 'X', 'x'})
    void knowsTheEnded(char state) {
        PidStat stat = decode(Hostile.bytes("4711 (a)" + AFTER.replace(" S ", " " + state + " ")));
        assertThat(stat.ended()).isTrue();
        assertThat(stat.stopped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(chars = {'T', 't'})
    void knowsTheStopped(char state) {
        PidStat stat = decode(Hostile.bytes("4711 (a)" + AFTER.replace(" S ", " " + state + " ")));
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
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> decode(Hostile.bytes(line)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "4711 ", "4711 (", "4711 (shop", "x (shop)", "4711(shop)", ")("})
    void refusesALineWithoutAName(String line) {
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> name(Hostile.bytes(line)));
    }

    @Test
    void tellsWhoCanHaveDescriptors() {
        assertThat(new PidStat(1, 'S', 0, 0, 1, 0).holdsNothing()).isFalse();
        assertThat(new PidStat(1, 'Z', 0, 0, 1, 0).holdsNothing()).isTrue();
        assertThat(new PidStat(1, 'X', 0, 0, 0, 0).holdsNothing()).isTrue();
        assertThat(new PidStat(1, 'Z', 0, 0, 2, 0).holdsNothing()).isFalse();
        assertThat(new PidStat(1, 'I', 0, PF_KTHREAD, 1, 0).holdsNothing()).isTrue();
    }

    @Test
    void refusesEachCut() {
        Hostile.cut(named("a) S 1 (b"), PidStatTest::decode, value -> false);
    }

    @Test
    void refusesEachCutOfASample() {
        Hostile.cut(Samples.bytes("stat.txt"), PidStatTest::decode, value -> false);
    }

    @Test
    void survivesDamage() {
        Hostile.damage(named("shop"), PidStatTest::decode);
        Hostile.damage(named("shop"), PidStatTest::name);
    }

    @Test
    void refusesAnythingElse() {
        Samples.random(PidStat::decode);
        Samples.damaged("stat.txt", PidStat::decode);
        Samples.damaged("stat.txt", PidStat::name);
    }
}
