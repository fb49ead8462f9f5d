package io.github.ports4j.it.scan;

import io.github.ports4j.ScanRequest;

/** What makes the attempts of a scan. */
enum Engine {
    /** What the provider has. */
    OF_THE_SYSTEM,
    /** The JVM's own channels. */
    PORTABLE;

    /** The same request for this one. */
    ScanRequest of(ScanRequest request) {
        return this == PORTABLE ? request.portable() : request;
    }
}
