package io.github.ports4j.linux.work;

/** Work that goes on without a second thread, and faster with one. */
public interface SharedWork {
    /**
     * The second thread's part; called once at most, possibly when all is done. What it fails with is kept for the first thread: nothing
     * is thrown here.
     */
    void help();
}
