package io.github.ports4j.linux.genetlink;

import io.github.ports4j.Wifi;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import java.util.Map;

/** What is asked of the drivers of all interfaces. What the kernel does not have, or refuses, is not told. */
public interface Drivers {
    /** The speeds of all interfaces, up to the first whose driver failed to tell it. */
    SpeedAnswer speeds() throws DumpInterruptedException;

    /** The speed of one interface. */
    SpeedAnswer speed(int index) throws DumpInterruptedException;

    /** Radio links by the number of the interface. */
    Map<Integer, Wifi> wifi() throws DumpInterruptedException;
}
