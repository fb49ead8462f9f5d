package io.github.ports4j.macos.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedScopeTest {
    /** The first 8 bytes as the kernel has them, the scope, and the 8 bytes without it. */
    @ParameterizedTest
    @CsvSource({
        "fe80000e00000000, 14, fe80000000000000",
        "fe80000e00000001, 14, fe80000000000001",
        "fe80ffff00000000, 65535, fe80000000000000",
        "febf000100000000, 1, febf000000000000",
        "fe80000000000000, 0, fe80000000000000",
        "ff02000400000000, 4, ff02000000000000",
        "ff01000400000000, 4, ff01000000000000",
        "ff12000400000000, 4, ff12000000000000",
        "ff32000400000000, 0, ff32000400000000",
        "ff05000400000000, 0, ff05000400000000",
        "ff0e000400000000, 0, ff0e000400000000",
        "fec0000e00000000, 0, fec0000e00000000",
        "fe7f000e00000000, 0, fe7f000e00000000",
        "20010db800000000, 0, 20010db800000000",
        "fd00000e00000000, 0, fd00000e00000000",
        "0000000000000000, 0, 0000000000000000"
    })
    void isTakenOutOfAddressesOfALink(String kernel, int scope, String plain) {
        long high = Long.parseUnsignedLong(kernel, 16);
        assertThat(EmbeddedScope.of(high)).isEqualTo(scope);
        assertThat(EmbeddedScope.cleared(high)).isEqualTo(Long.parseUnsignedLong(plain, 16));
    }
}
