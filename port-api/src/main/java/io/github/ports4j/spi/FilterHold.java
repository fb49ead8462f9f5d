package io.github.ports4j.spi;

/** What keeps a rule alive from within this process. */
public interface FilterHold extends AutoCloseable {
    /** For rules that stay by themselves. */
    FilterHold NONE = () -> {};

    /** Lets go; the rule ends. May be called more than once. */
    @Override
    void close();
}
