package io.github.ports4j.core.scan;

/**
 * A thread of a scan. It does not keep the JVM running. On Linux it is in the network namespace of the thread that started it, and so of
 * the caller.
 */
final class ScanThread extends Thread {
    ScanThread(Runnable task) {
        super(task, "ports4j-scan");
        setDaemon(true);
    }
}
