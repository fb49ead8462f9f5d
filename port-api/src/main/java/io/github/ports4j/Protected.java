package io.github.ports4j;

import java.util.Optional;

/**
 * That a process is protected, why, and what to do instead.
 *
 * @param kind which protection
 * @param reason one sentence, never empty
 * @param hint what to do instead, such as {@code docker stop web}; empty where nothing can be advised
 */
public record Protected(Protection kind, String reason, Optional<String> hint) {}
