package io.github.ports4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterMarkTest {
    private static final long PID_OF_LINUX = 4_194_304; // the highest pid_max; that of macOS is 99999
    private static final long PID_OF_MACOS = 99_999;
    private static final int LONGEST = 63; // PF_RULE_LABEL_SIZE without its end
    private static final String LABEL = "label-of-16_char";
    private static final Optional<FilterMark.Owner> OWNER =
            Optional.of(FilterMark.Owner.of(4711, 123_456_789, "pid:[4026531836]", "9f0c1a2b-0000"));

    private static FilterMark mark(
            Optional<Instant> expires, Optional<FilterMark.Owner> owner, Optional<String> label) {
        return new FilterMark("1a2b3c4d", expires, owner, label);
    }

    @Test
    void isReadAsItWasWritten() {
        for (Optional<Instant> expires : List.of(
                Optional.<Instant>empty(),
                Optional.of(Instant.ofEpochSecond(1)),
                Optional.of(Instant.parse("2026-01-01T00:10:00Z")),
                Optional.of(Instant.parse("2039-01-01T00:00:00Z")))) {
            for (Optional<FilterMark.Owner> owner : List.of(Optional.<FilterMark.Owner>empty(), OWNER)) {
                for (Optional<String> label :
                        List.of(Optional.<String>empty(), Optional.of("shop"), Optional.of("0"))) {
                    FilterMark mark = mark(expires, owner, label);
                    assertThat(FilterMark.parse(mark.text())).contains(mark);
                    assertThat(mark.text()).matches("[A-Za-z0-9._:-]{1,64}").isEqualTo(mark.toString());
                }
            }
        }
    }

    @Test
    void isWrittenSo() {
        assertThat(mark(Optional.empty(), Optional.empty(), Optional.empty()).text())
                .isEqualTo("ports4j:1a2b3c4d:0:0");
        FilterMark.Owner owner = new FilterMark.Owner(46_655, "04fzy", "9abc", "09abc");
        assertThat(mark(Optional.of(Instant.ofEpochSecond(1767226200)), Optional.of(owner), Optional.of("shop"))
                        .text())
                .isEqualTo("ports4j:1a2b3c4d:t85sgo:zzz.04fzy.9abc.09abc:shop");
    }

    @Test
    void fitsIntoALabelOfPf() {
        Optional<FilterMark.Owner> onMac = Optional.of(FilterMark.Owner.of(PID_OF_MACOS, Long.MAX_VALUE, "", "boot"));
        Optional<FilterMark.Owner> onLinux = Optional.of(FilterMark.Owner.of(PID_OF_LINUX, Long.MIN_VALUE, "n", "b"));
        Optional<Instant> lastOfSixDigits = Optional.of(Instant.ofEpochSecond((long) Math.pow(36, 6) - 1)); // in 2038
        Optional<Instant> lastOfSeven = Optional.of(Instant.ofEpochSecond((long) Math.pow(36, 7) - 1));
        assertThat(mark(lastOfSixDigits, onLinux, Optional.of(LABEL)).text()).hasSize(LONGEST);
        assertThat(mark(lastOfSeven, onMac, Optional.of(LABEL)).text()).hasSize(LONGEST);
        assertThat(FilterMark.parse(mark(lastOfSeven, onMac, Optional.of(LABEL)).text()))
                .contains(mark(lastOfSeven, onMac, Optional.of(LABEL)));
    }

    @Test
    void owners() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            FilterMark.Owner owner = FilterMark.Owner.of(
                    random.nextLong(1, PID_OF_LINUX + 1),
                    random.nextLong(),
                    Long.toString(random.nextLong()),
                    Long.toString(random.nextLong()));
            FilterMark mark = mark(Optional.empty(), Optional.of(owner), Optional.empty());
            assertThat(FilterMark.parse(mark.text())).contains(mark);
        }
        assertThat(FilterMark.Owner.of(1, 2, "a", "b")).isEqualTo(FilterMark.Owner.of(1, 2, "a", "b"));
        assertThat(FilterMark.Owner.of(1, 2, "a", "b")).isNotEqualTo(FilterMark.Owner.of(1, 3, "a", "b"));
        assertThat(FilterMark.Owner.of(1, 2, "a", "b")).isNotEqualTo(FilterMark.Owner.of(1, 2, "c", "b"));
        assertThat(FilterMark.Owner.of(1, 2, "a", "b")).isNotEqualTo(FilterMark.Owner.of(1, 2, "a", "c"));
    }

    @Test
    void refusesWhatItCouldNotReadAgain() {
        for (String id : List.of("", "1a2b3c4", "1a2b3c4d5", "1A2B3C4D", "1a2b3c4\n", "........")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FilterMark(id, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        for (String label : List.of("", "12345678901234567", "a:b", "a b", "a\"", "a\n", "\u00e4")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mark(Optional.empty(), Optional.empty(), Optional.of(label)));
        }
        for (Instant at : List.of(Instant.EPOCH, Instant.ofEpochSecond(-1), Instant.MAX, Instant.MIN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mark(Optional.of(at), Optional.empty(), Optional.empty()));
        }
        for (long pid : new long[] {-1, 0, (long) Math.pow(36, 5)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FilterMark.Owner.of(pid, 1, "", "b"));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new FilterMark.Owner(1, "x.y z", "abcd", "abcde"));
        assertThatIllegalArgumentException().isThrownBy(() -> new FilterMark.Owner(1, "abcde", "abc", "abcde"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ports4j",
                "ports4j:",
                "ports4j:1a2b3c4d",
                "ports4j:1a2b3c4d:0",
                "ports4j:1a2b3c4d:0:",
                "ports4j:1a2b3c4d:0:0:",
                "ports4j:1a2b3c4d:0:0:a:b",
                "ports4j:1a2b3c4d:0:0:12345678901234567",
                "ports4j:1A2B3C4D:0:0",
                "ports4j:1a2b3c4d:00:0",
                "ports4j:1a2b3c4d:-1:0",
                "ports4j:1a2b3c4d:10000000:0",
                "ports4j:1a2b3c4d:0:0.aaaaa.aaaa.aaaaa",
                "ports4j:1a2b3c4d:0:01.aaaaa.aaaa.aaaaa",
                "ports4j:1a2b3c4d:0:1.aaaa.aaaa.aaaaa",
                "ports4j:1a2b3c4d:0:1.aaaaa.aaaa.aaaaaa",
                "ports4j:1a2b3c4d:0:1",
                "ports4j:1a2b3c4d:0:0\n",
                "\nports4j:1a2b3c4d:0:0",
                " ports4j:1a2b3c4d:0:0",
                "xports4j:1a2b3c4d:0:0",
                "ports4j:1a2b3c4d:0:0 ",
                "ports4j:1a2b3c4d:0:0:\u001b[2J",
                "ports4j:1a2b3c4d:0:0:a\"; flush ruleset",
                "ports4j:\u0661a2b3c4d:0:0"
            })
    void readsNothingElse(String text) {
        assertThat(FilterMark.parse(text)).isEmpty();
    }

    @Test
    void givesMarksThatDifferInOneThing() {
        FilterMark mark = mark(Optional.of(Instant.ofEpochSecond(9, 5)), OWNER, Optional.of("shop"));
        assertThat(mark.expires()).contains(Instant.ofEpochSecond(9));
        assertThat(mark.detached()).isEqualTo(mark(mark.expires(), Optional.empty(), Optional.of("shop")));
        assertThat(mark.expiring(Optional.empty())).isEqualTo(mark(Optional.empty(), OWNER, Optional.of("shop")));
    }
}
