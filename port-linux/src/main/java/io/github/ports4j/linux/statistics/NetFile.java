package io.github.ports4j.linux.statistics;

/**
 * The files with statistics in a directory such as {@code /proc/thread-self/net}. Each is one text that the kernel writes at once
 * when it is opened.
 *
 * @see "proc_pid_net(5); net/ipv4/proc.c and net/ipv6/proc.c of Linux"
 */
enum NetFile {
    /** The MIBs of IPv4. */
    SNMP("snmp"),
    /** What Linux counts beyond them. */
    NETSTAT("netstat"),
    /** The MIBs of IPv6, one value per line; missing where there is no IPv6. */
    SNMP6("snmp6");

    private final String fileName;

    NetFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
