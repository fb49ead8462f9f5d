/** What the sysctls below kern.proc and kern.procargs2 tell of processes. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.kinfo;
