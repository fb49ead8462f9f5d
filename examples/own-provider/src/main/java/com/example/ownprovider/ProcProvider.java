package com.example.ownprovider;

import io.github.ports4j.SocketTable;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ProcessControl;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Linux without native code, as far as files tell: the socket table with its owners. It signals nobody and binds nothing, so
 * the methods for that keep their defaults, which say so.
 */
public final class ProcProvider implements HostProvider {
    static final Path PROC = Path.of("/proc");

    /** Touches nothing. */
    public ProcProvider() {}

    @Override
    public String name() {
        return "proc";
    }

    @Override
    public Availability availability() {
        return Files.isReadable(PROC.resolve("self/net/tcp"))
                ? Availability.available()
                : Availability.unavailable("there is no /proc/self/net/tcp");
    }

    @Override
    public SocketTable sockets() {
        return new ProcSocketTable();
    }

    @Override
    public ProcessControl processes() {
        return new ProcProcesses();
    }
}
