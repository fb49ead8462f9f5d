package io.github.ports4j.core.scan;

/**
 * One thread's part of a scan and what it may use.
 *
 * @param first which part, from 0
 * @param step how many parts there are: a part is every {@code step}-th probe from {@code first}
 * @param slots how many attempts may be under way at once
 * @param perSecond attempts per second; 0 for as many as go
 */
record Share(int first, int step, int slots, int perSecond) {}
