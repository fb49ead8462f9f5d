/**
 * The command {@code ports}.
 *
 * <p>Start at {@link io.github.ports4j.cli.PortsCommand}. Each command is one {@code Subcommand}: it turns its flags into
 * calls of the library and hands the answer to a {@code …Text} or a {@code …Json}. Nothing is decided here that the library
 * could decide.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.cli;
