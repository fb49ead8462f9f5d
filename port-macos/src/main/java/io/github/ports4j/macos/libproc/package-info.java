/** What the calls of libproc answer: processes, their descriptors, and the sockets among these. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.libproc;
