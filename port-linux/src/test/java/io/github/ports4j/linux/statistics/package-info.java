@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.statistics;
