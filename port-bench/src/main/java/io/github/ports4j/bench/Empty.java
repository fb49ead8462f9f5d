package io.github.ports4j.bench;

/** A program that does nothing: what a JVM takes by itself. */
final class Empty {
    private Empty() {}

    /** Does nothing. */
    public static void main(String[] args) {}
}
