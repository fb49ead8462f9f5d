package io.github.ports4j.linux.statistics;

/** A word of a text. {@code offset}: where it begins, in bytes from the start of the file. */
record Word(String text, int offset) {}
