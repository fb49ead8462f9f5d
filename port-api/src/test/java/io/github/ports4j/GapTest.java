package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Gap.Cause;
import org.junit.jupiter.api.Test;

class GapTest {
    @Test
    void equalInAllParts() {
        Gap gap = new Gap(Cause.PERMISSION, "processes", 3, "it takes root");
        assertThat(gap)
                .isEqualTo(new Gap(Cause.PERMISSION, "processes", 3, "it takes root"))
                .hasSameHashCodeAs(new Gap(Cause.PERMISSION, "processes", 3, "it takes root"))
                .isNotEqualTo(new Gap(Cause.NOT_TOLD, "processes", 3, "it takes root"))
                .isNotEqualTo(new Gap(Cause.PERMISSION, "sockets", 3, "it takes root"))
                .isNotEqualTo(new Gap(Cause.PERMISSION, "processes", 4, "it takes root"))
                .isNotEqualTo(new Gap(Cause.PERMISSION, "processes", 3, "not told"))
                .isNotEqualTo("processes");
    }
}
