package io.github.ports4j.internal;

import java.util.OptionalLong;

/** The fields of the counters of one interface on their way from {@code InterfaceBuilder} into {@code InterfaceCounters}. */
public final class CountersRow {
    public long rxBytes;
    public long rxPackets;
    public long rxErrors;
    public OptionalLong rxDropped = OptionalLong.empty();
    public OptionalLong rxMissed = OptionalLong.empty();
    public OptionalLong rxMulticast = OptionalLong.empty();
    public long txBytes;
    public long txPackets;
    public long txErrors;
    public OptionalLong txDropped = OptionalLong.empty();
    public OptionalLong collisions = OptionalLong.empty();
}
