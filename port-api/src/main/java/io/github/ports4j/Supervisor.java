package io.github.ports4j;

/**
 * What starts a process again after its end.
 *
 * @param kind what it is, such as {@code systemd}, {@code launchd}, {@code supervisord}, {@code pm2}
 * @param unit the name under which it runs the process, such as {@code shop.service}, or its own pid as text where it has
 *     no names
 * @param stop what a person runs to stop the process for good, such as {@code systemctl stop shop.service}
 */
public record Supervisor(String kind, String unit, String stop) {}
