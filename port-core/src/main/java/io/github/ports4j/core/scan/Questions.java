package io.github.ports4j.core.scan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What is sent to a UDP port: services answer only what they understand. The shortest question of the protocol that is usual there, none of
 * which changes anything; else a single byte.
 */
final class Questions {
    /** A query for the name servers of the root (RFC 1035): id 0x706f, one question, {@code . NS IN}. */
    private static final byte[] DNS = hex("706f 0000 0001 0000 0000 0000 00 0002 0001");

    /** For the services there are, answered to the asker alone (RFC 6762, 6763): {@code _services._dns-sd._udp.local PTR}, QU. */
    private static final byte[] MDNS =
            hex("0000 0000 0001 0000 0000 0000 09 5f7365727669636573 07 5f646e732d7364 04 5f756470 05 6c6f63616c 00"
                    + "000c 8001");

    /** A client's packet of version 4 (RFC 5905). */
    private static final byte[] NTP = first(0x23, 48);

    /** SNMPv1 (RFC 1157): GetRequest of sysDescr.0 in the community {@code public}. */
    private static final byte[] SNMP =
            hex("3026 020100 0406 7075626c6963 a019 0201 01 0201 00 0201 00 300e 300c 0608" + "2b06010201010100 0500");

    /** A binding request (RFC 8489) without attributes. */
    private static final byte[] STUN = hex("0001 0000 2112a442 706f727473346a7363616e00");

    /** A search for whatever there is, answered to the asker (UPnP Device Architecture 2.0). */
    private static final byte[] SSDP = String.join(
                    "\r\n",
                    "M-SEARCH * HTTP/1.1",
                    "HOST: 239.255.255.250:1900",
                    "MAN: \"ssdp:discover\"",
                    "MX: 1",
                    "ST: ssdp:all",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);

    /** The JVM sends no empty datagram through a connected channel. */
    private static final byte[] ONE_BYTE = {0};

    private Questions() {}

    /** What to send to this port. */
    static ByteBuffer to(int port) {
        return ByteBuffer.wrap(
                switch (port) {
                    case 53 -> DNS;
                    case 123 -> NTP;
                    case 161 -> SNMP;
                    case 1900 -> SSDP;
                    case 3478 -> STUN;
                    case 5353 -> MDNS;
                    default -> ONE_BYTE;
                });
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] first(int value, int length) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) value;
        return bytes;
    }
}
