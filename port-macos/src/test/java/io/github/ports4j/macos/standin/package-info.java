/**
 * A stand-in for Darwin's libSystem: a shared object made of {@code src/test/c/standin}, which JNA loads on Linux in place of macOS'
 * library. It takes and gives Darwin's structures and answers from what this machine is doing. {@link
 * io.github.ports4j.macos.standin.StandIn#load()} builds and loads it; {@link io.github.ports4j.macos.standin.StandInControl} makes it
 * misbehave and counts calls.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.standin;
