package io.github.ports4j.core.scan;

/**
 * How long answers are waited for.
 *
 * @param ceiling at most: nanoseconds
 * @param lateErrors see {@link io.github.ports4j.spi.ConnectEngine#lateErrors}: nanoseconds
 */
record Patience(long ceiling, long lateErrors) {}
