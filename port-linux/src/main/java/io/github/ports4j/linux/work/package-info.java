/** Work that a second thread may share. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.work;
