package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,192.0.2.7,32",
        "192.0.2.7/32,192.0.2.7,32",
        "192.0.2.0/24,192.0.2.0/24,24",
        "192.0.2.128/25,192.0.2.128/25,25",
        "10.0.0.0/8,10.0.0.0/8,8",
        "0.0.0.0/0,0.0.0.0/0,0",
        "2001:db8::1,2001:db8::1,128",
        "2001:DB8:0:0::1/128,2001:db8::1,128",
        "2001:db8::/32,2001:db8::/32,32",
        "::/0,::/0,0",
        "::1,::1,128",
        "fe80::/10,fe80::/10,10"
    })
    void readsAndPrints(String text, String printed, int prefixLength) {
        AddressBlock block = AddressBlock.parse(text);
        assertThat(block).hasToString(printed);
        assertThat(block.prefixLength()).isEqualTo(prefixLength);
        assertThat(AddressBlock.parse(printed)).isEqualTo(block).hasSameHashCodeAs(block);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "any",
                "localhost",
                "example.org",
                "10",
                "10.0.0",
                "10.0.0.0.0",
                "256.0.0.1",
                "010.0.0.1",
                "0x0a.0.0.1",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "1.2.3.4;reboot",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/99999999999",
                "10.0.0.1/8",
                "192.0.2.1/24",
                "2001:db8::/129",
                "2001:db8::1/32",
                "fe80::1%eth0",
                "fe80::1%1",
                "[::1]",
                "::ffff:192.0.2.1",
                "1:2",
                ":::",
                "1.2.3.4:80",
                "::g",
                "\u0661.2.3.4",
                "\u001b[31m"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> AddressBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an address or a block: '")
                .message()
                .doesNotContain("\u001b", "\n");
    }

    @Test
    void saysWhatToWrite() {
        assertThatThrownBy(() -> AddressBlock.parse("host\u001b"))
                .hasMessage(
                        "not an address or a block: 'host\\u001b'; write an address or a block such as 192.0.2.0/24");
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.0/33"))
                .hasMessage("not an address or a block: '10.0.0.0/33'; behind the / stands a number from 0 to 32");
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.1/8"))
                .hasMessage("not an address or a block: '10.0.0.1/8'; the address has bits set behind the prefix");
    }

    @Test
    void hasNeitherNameNorZone() throws Exception {
        InetAddress named = InetAddress.getByAddress("evil\n.example", new byte[] {10, 0, 0, 1});
        AddressBlock block = new AddressBlock(named, 32);
        assertThat(block.address().toString()).isEqualTo("/10.0.0.1");
        AddressBlock zoned = new AddressBlock(InetAddress.getByName("fe80::1%1"), 128);
        assertThat(zoned).hasToString("fe80::1").isEqualTo(AddressBlock.parse("fe80::1"));
        assertThatThrownBy(() -> new AddressBlock(named, 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressBlock(named, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressBlock(named, 31)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.1.0.0/16,true,true",
        "10.1.0.0/16,10.0.0.0/8,false,true",
        "10.0.0.0/8,10.0.0.0/8,true,true",
        "10.0.0.0/8,11.0.0.0/8,false,false",
        "10.0.0.0/9,10.128.0.0/9,false,false",
        "0.0.0.0/0,255.255.255.255,true,true",
        "0.0.0.0/0,::/0,false,false",
        "::/0,2001:db8::1,true,true",
        "2001:db8::/33,2001:db8:8000::/33,false,false"
    })
    void containsAndOverlaps(String one, String other, boolean contains, boolean overlaps) {
        AddressBlock first = AddressBlock.parse(one);
        AddressBlock second = AddressBlock.parse(other);
        assertThat(first.contains(second)).isEqualTo(contains);
        assertThat(first.overlaps(second)).isEqualTo(overlaps);
        assertThat(second.overlaps(first)).isEqualTo(overlaps);
    }

    @Test
    void allOfAFamily() {
        for (AddressFamily family : AddressFamily.values()) {
            assertThat(AddressBlock.all(family).isAll()).isTrue();
            assertThat(AddressBlock.all(family).family()).isEqualTo(family);
        }
        assertThat(AddressBlock.parse("10.0.0.0/8").isAll()).isFalse();
    }
}
