package io.github.ports4j.macos.network;

/**
 * What an interface has counted, unsigned numbers of 64 bits.
 *
 * @param rxDropped {@code ifi_iqdrops}, received and thrown away for want of room
 * @param rxUnknown {@code ifi_noproto}, of a protocol that nobody wants
 * @param txDropped {@code ifm_snd_drops}, to be sent and thrown away for want of room; 32 bits
 * @see "struct if_data64 and struct if_msghdr2, net/if_var.h and net/if.h, macOS 10.15 to 15.6"
 */
public record LinkStats(
        long rxPackets,
        long rxErrors,
        long txPackets,
        long txErrors,
        long collisions,
        long rxBytes,
        long txBytes,
        long rxMulticast,
        long txMulticast,
        long rxDropped,
        long rxUnknown,
        long txDropped) {}
