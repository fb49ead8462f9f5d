package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ports4j.spi.WifiBuilder;
import org.junit.jupiter.api.Test;

class WifiTest {
    @Test
    void holdsWhatWasTold() {
        Wifi link = new WifiBuilder("station").network("Café").frequency(5180).build();
        assertThat(link.mode()).isEqualTo("station");
        assertThat(link.network()).contains("Café");
        assertThat(link.frequency()).hasValue(5180);
    }

    @Test
    void whatWasNotToldIsUnknown() {
        Wifi link = new WifiBuilder("monitor").build();
        assertThat(link.network()).isEmpty();
        assertThat(link.frequency()).isEmpty();
    }

    @Test
    void isPrintedAsALine() {
        assertThat(new WifiBuilder("station").network("a\nb").frequency(2412).build())
                .hasToString("station a\\u000ab 2412 MHz");
        assertThat(new WifiBuilder("monitor").build()).hasToString("monitor");
    }

    @Test
    void doesNotChangeWithItsBuilder() {
        WifiBuilder builder = new WifiBuilder("station");
        Wifi link = builder.build();
        builder.network("home").frequency(2412).build();
        assertThat(link).hasToString("station");
    }

    @Test
    void refusesWhatSaysNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WifiBuilder(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new WifiBuilder("AP").network(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new WifiBuilder("AP").frequency(0));
    }
}
