/** The scanner: what is tried in which order, how fast, how often, and what that means. How an attempt is made is a connector's. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.core.scan;
