package io.github.ports4j.posix;

/**
 * What a program said.
 *
 * @param exit its exit status; more than 128 if a signal ended it
 * @param out its standard output
 * @param err its standard error
 */
public record CommandResult(int exit, String out, String err) {}
