package io.github.ports4j.linux.genetlink;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What drivers told of speeds.
 *
 * @param speeds in bits per second, positive, by the number of the interface; empty for one that is not known. Those that were not
 *     asked are not in it, nor those whose driver has nothing to tell
 * @param errno with which the answer ended; 0 for none
 */
public record SpeedAnswer(Map<Integer, OptionalLong> speeds, int errno) {
    /** That there is nobody to ask. */
    static final SpeedAnswer NONE = new SpeedAnswer(Map.of(), 0);
}
