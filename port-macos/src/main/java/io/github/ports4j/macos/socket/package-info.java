/** One socket of the kernel, and what libproc and the PCB lists tell of it in the same form. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.socket;
