package io.github.ports4j.core.scan;

/**
 * A thread of a scan. It does not keep the JVM running. On Linux it is in the network namespace of the thread that started it, and so of
 * the caller.
 */
class ScanThread extends Thread {
    private static final String NAME = "ports4j-scan";

    ScanThread() {
        super(NAME);
        setDaemon(true);
    }

    ScanThread(Runnable task) {
        super(task, NAME);
        setDaemon(true);
    }
}
