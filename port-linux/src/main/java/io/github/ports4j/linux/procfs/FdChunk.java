package io.github.ports4j.linux.procfs;

/**
 * A part of a big table of descriptors.
 *
 * @param table which table; shared with this part
 * @param descriptors the numbers of the descriptors
 */
record FdChunk(FdTable table, Longs descriptors) {}
