package io.github.ports4j.linux.genetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.Wifi;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.linux.netlink.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GenetlinkDecoderTest {
    private static final byte[] GENLMSGHDR = new byte[4];

    /** Takes one message into a map. */
    private interface Taker<K, V> {
        void take(ByteBuffer in, int start, int end, Map<K, V> map);
    }

    private static <K, V> Messages.Decoder<Map<K, V>> into(Map<K, V> map, Taker<K, V> taker) {
        return (in, start, end) -> {
            taker.take(in, start, end, map);
            return map;
        };
    }

    private static Map<Integer, Wifi> wifi(byte[]... attributes) {
        byte[] payload = Messages.bytes(GENLMSGHDR, Messages.bytes(attributes));
        return Messages.decode(payload, into(new HashMap<>(), GenetlinkDecoder::wifi));
    }

    private static byte[] index(int number) {
        return Messages.attribute(3, Messages.words(number));
    }

    private static byte[] type(int number) {
        return Messages.attribute(5, Messages.words(number));
    }

    private static byte[] network(byte... name) {
        return Messages.attribute(52, name);
    }

    @Test
    void readsACapturedListOfFamilies() {
        Map<String, Integer> families = new HashMap<>();
        Messages.decode(Samples.of("family-6.18-0.bin"), into(families, GenetlinkDecoder::family));
        assertThat(families)
                .containsEntry("nlctrl", GenetlinkRequest.GENL_ID_CTRL)
                .containsKey("ethtool");
    }

    @Test
    void readsCapturedSpeeds() {
        Map<Integer, OptionalLong> speeds = new HashMap<>();
        Messages.decode(Samples.of("linkmodes-6.18-0.bin"), into(speeds, GenetlinkDecoder::speed));
        OptionalLong fast = OptionalLong.of(10_000_000_000L);
        assertThat(speeds).isEqualTo(Map.of(2, fast, 3, fast, 4, OptionalLong.empty(), 5, fast));
    }

    @Test
    void takesNoUnknownSpeedForOne() {
        byte[] header = Messages.attribute(0x8001, Messages.attribute(1, Messages.words(3)));
        for (int unknown : new int[] {0, -1}) {
            byte[] payload = Messages.bytes(GENLMSGHDR, header, Messages.attribute(5, Messages.words(unknown)));
            assertThat(Messages.decode(payload, into(new HashMap<>(), GenetlinkDecoder::speed)))
                    .containsOnly(Map.entry(3, OptionalLong.empty()));
        }
        byte[] fast = Messages.bytes(GENLMSGHDR, header, Messages.attribute(5, Messages.words(-2)));
        assertThat(Messages.decode(fast, into(new HashMap<>(), GenetlinkDecoder::speed)))
                .containsOnly(Map.entry(3, OptionalLong.of(4_294_967_294_000_000L)));
    }

    private static Map<Integer, String> wifiTexts(byte[]... attributes) {
        return wifi(attributes).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    private static byte[] frequency(int megahertz) {
        return Messages.attribute(38, Messages.words(megahertz));
    }

    @Test
    void readsRadioLinks() {
        byte[] name = "Café".getBytes(StandardCharsets.UTF_8);
        assertThat(wifiTexts(index(4), type(2), network(name), frequency(5180)))
                .containsOnly(Map.entry(4, "station Café 5180 MHz"));
        assertThat(wifiTexts(index(4), type(6))).containsOnly(Map.entry(4, "monitor"));
        assertThat(wifiTexts(index(4), type(3), network((byte) 0xff))).containsOnly(Map.entry(4, "AP"));
        assertThat(wifiTexts(index(4), type(8), network())).containsOnly(Map.entry(4, "P2P-client"));
        assertThat(wifiTexts(index(4), type(-1))).containsOnly(Map.entry(4, "type 4294967295"));
        assertThat(wifi(type(10))).isEmpty();
    }

    @Test
    void takesNoFrequencyOfNothingForOne() {
        assertThat(wifiTexts(index(4), type(2), frequency(0))).containsOnly(Map.entry(4, "station"));
        assertThat(wifiTexts(index(4), type(2), frequency(-1))).containsOnly(Map.entry(4, "station"));
    }

    @Test
    void refusesWhatIsCut() {
        Samples.cut("linkmodes-6.18-0.bin", GenetlinkDecoderTest::speeds);
        Samples.cut("family-6.18-0.bin", GenetlinkDecoderTest::families);
        byte[] whole = Messages.bytes(GENLMSGHDR, index(4), type(2), network((byte) 'a'));
        for (int length = 0; length < whole.length - 3; length++) { // the last 3 are padding
            try {
                Map<Integer, Wifi> links =
                        Messages.decode(Arrays.copyOf(whole, length), into(new HashMap<>(), GenetlinkDecoder::wifi));
                assertThat(links.values()).noneMatch(link -> link.network().isPresent());
            } catch (MalformedReplyException e) {
                assertThat(e.needed()).isGreaterThan(e.had());
            }
        }
    }

    private static void speeds(ByteBuffer in) {
        refusedOrNot(in, into(new HashMap<>(), GenetlinkDecoder::speed));
    }

    private static void families(ByteBuffer in) {
        refusedOrNot(in, into(new HashMap<>(), GenetlinkDecoder::family));
    }

    private static void refusedOrNot(ByteBuffer in, Messages.Decoder<?> decoder) {
        try {
            Messages.decode(in, decoder);
        } catch (MalformedReplyException e) {
            assertThat(e.needed()).isGreaterThan(e.had());
        }
    }

    @Test
    void refusesAnythingElse() {
        int header = GenetlinkRequest.GENL_HDRLEN;
        Messages.torment("linkmodes-6.18-0.bin", header, into(new HashMap<>(), GenetlinkDecoder::wifi));
        Messages.torment("linkmodes-6.18-0.bin", header, into(new HashMap<>(), GenetlinkDecoder::speed));
        Messages.torment("linkmodes-6.18-0.bin", header, into(new HashMap<>(), GenetlinkDecoder::family));
    }

    /** Those to which the kernel answered when the samples were captured. */
    @Test
    void writesRequests() {
        byte[] bytes = new byte[GenetlinkRequest.MAX_SIZE];
        Arrays.fill(bytes, (byte) 0x55);
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(bytes, 0, GenetlinkRequest.linkmodes(out, 7, 0x15)))
                .isEqualTo("20000000" + "15000103" + "0700000000000000" + "04010000" + "0c000180" + "08000300"
                        + "01000000");
        assertThat(hex.formatHex(bytes, 0, GenetlinkRequest.linkmodes(out, 7, 0x15, 3)))
                .isEqualTo("28000000" + "15000100" + "0700000000000000" + "04010000" + "14000180" + "08000100"
                        + "03000000" + "08000300" + "01000000");
        assertThat(hex.formatHex(bytes, 0, GenetlinkRequest.families(out, 7)))
                .isEqualTo("14000000" + "10000103" + "0700000000000000" + "03010000");
        assertThat(hex.formatHex(bytes, 0, GenetlinkRequest.radios(out, 7, 0x16)))
                .isEqualTo("14000000" + "16000103" + "0700000000000000" + "05010000");
    }
}
