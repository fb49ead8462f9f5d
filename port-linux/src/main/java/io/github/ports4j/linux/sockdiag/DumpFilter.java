package io.github.ports4j.linux.sockdiag;

/**
 * What the kernel is asked to leave out of a dump. It need not obey: everything is looked at again.
 *
 * @param states the bits of the states asked for
 * @param localPort the local port asked for, 0 for all
 * @param remotePort the remote port asked for, 0 for all
 */
record DumpFilter(int states, int localPort, int remotePort) {}
