package io.github.ports4j.linux.rtnetlink;

/**
 * How much a router that advertises itself wants to be used, among those of equal metric; the most preferred first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4191#section-2.1">RFC 4191, section 2.1</a>
 */
public enum RouterPreference {
    HIGH,
    MEDIUM,
    LOW;

    /** Of two bits; the fourth value is reserved and means medium. */
    static RouterPreference of(int bits) {
        return switch (bits) {
            case 1 -> HIGH;
            case 3 -> LOW;
            default -> MEDIUM;
        };
    }
}
