// SPDX-License-Identifier: Apache-2.0
/*
 * net.inet.{tcp,udp,ip}.stats and net.inet6.ip6.stats, from what Linux counts of the same. Darwin counts what came in,
 * good or bad; Linux what was delivered, and the bad apart from it.
 */
#include "standin.h"

// Of the network namespace of the calling thread.
#define SNMP "/proc/thread-self/net/snmp"
#define SNMP6 "/proc/thread-self/net/snmp6"
#define NETSTAT "/proc/thread-self/net/netstat"

struct text {
    char bytes[65536];
};

static struct text *read_text(const char *path) {
    struct text *text = malloc(sizeof *text);
    if (text == NULL) abort();
    read_file(path, text->bytes, sizeof text->bytes);
    return text;
}

// A line of names, and one of numbers, both beginning with the protocol.
static uint64_t in_pairs(const struct text *text, const char *protocol, const char *name) {
    char start[16];
    snprintf(start, sizeof start, "%s: ", protocol);
    const char *names = strncmp(text->bytes, start, strlen(start)) == 0 ? text->bytes : NULL;
    if (names == NULL) {
        snprintf(start, sizeof start, "\n%s: ", protocol);
        if ((names = strstr(text->bytes, start)) == NULL) return 0;
    }
    const char *numbers = strstr(names + 1, start[0] == '\n' ? start : "\n");
    if (numbers == NULL) return 0;
    names = strchr(names, ' ');
    numbers = strchr(numbers, ' ');
    while (names != NULL && numbers != NULL) {
        size_t length = strcspn(++names, " \n");
        if (length == strlen(name) && strncmp(names, name, length) == 0) return strtoull(numbers + 1, NULL, 10);
        names = names[length] == ' ' ? names + length : NULL;
        numbers = strchr(numbers + 1, ' ');
    }
    return 0;
}

// A name and a number in each line.
static uint64_t in_lines(const struct text *text, const char *name) {
    for (const char *line = text->bytes; line != NULL && *line != '\0';) {
        size_t length = strcspn(line, " \t");
        if (length == strlen(name) && strncmp(line, name, length) == 0) return strtoull(line + length, NULL, 10);
        line = strchr(line, '\n');
        if (line != NULL) line++;
    }
    return 0;
}

int sysctl_tcp_stats(struct reply *reply) {
    unsigned char stat[SIZE_tcpstat] = {0};
    if (caller_uid() != 0) return put_truncated(reply, stat, sizeof stat); // net.inet.tcp.disable_access_to_stats
    struct text *snmp = read_text(SNMP), *more = read_text(NETSTAT);
    uint64_t active = in_pairs(snmp, "Tcp", "ActiveOpens"), passive = in_pairs(snmp, "Tcp", "PassiveOpens");
    uint64_t failed = in_pairs(snmp, "Tcp", "AttemptFails"), bad_sum = in_pairs(snmp, "Tcp", "InCsumErrors");
    uint64_t errors = in_pairs(snmp, "Tcp", "InErrs");
    SET(stat, tcpstat, tcps_connattempt, active);
    SET(stat, tcpstat, tcps_accepts, passive);
    SET(stat, tcpstat, tcps_connects, active + passive > failed ? active + passive - failed : 0);
    SET(stat, tcpstat, tcps_drops, in_pairs(snmp, "Tcp", "EstabResets"));
    SET(stat, tcpstat, tcps_conndrops, failed);
    SET(stat, tcpstat, tcps_sndtotal, in_pairs(snmp, "Tcp", "OutSegs"));
    SET(stat, tcpstat, tcps_sndrexmitpack, in_pairs(snmp, "Tcp", "RetransSegs"));
    SET(stat, tcpstat, tcps_rcvtotal, in_pairs(snmp, "Tcp", "InSegs"));
    SET(stat, tcpstat, tcps_rcvbadsum, bad_sum);
    SET(stat, tcpstat, tcps_rcvbadoff, errors > bad_sum ? errors - bad_sum : 0);
    SET(stat, tcpstat, tcps_delack, in_pairs(more, "TcpExt", "DelayedACKs"));
    SET(stat, tcpstat, tcps_rexmttimeo, in_pairs(more, "TcpExt", "TCPTimeouts"));
    SET(stat, tcpstat, tcps_rcvoopack, in_pairs(more, "TcpExt", "TCPOFOQueue"));
    free(snmp);
    free(more);
    return put_truncated(reply, stat, sizeof stat);
}

int sysctl_udp_stats(struct reply *reply) {
    struct text *snmp = read_text(SNMP), *snmp6 = read_text(SNMP6);
#define UDP(name) (in_pairs(snmp, "Udp", name) + in_lines(snmp6, "Udp6" name))
    uint64_t errors = UDP("InErrors"), bad_sum = UDP("InCsumErrors"), full = UDP("RcvbufErrors"), none = UDP("NoPorts");
    unsigned char stat[SIZE_udpstat] = {0};
    SET(stat, udpstat, udps_ipackets, UDP("InDatagrams") + none + errors);
    SET(stat, udpstat, udps_badsum, bad_sum);
    SET(stat, udpstat, udps_badlen, errors > bad_sum + full ? errors - bad_sum - full : 0);
    SET(stat, udpstat, udps_noport, none);
    SET(stat, udpstat, udps_fullsock, full);
    SET(stat, udpstat, udps_opackets, UDP("OutDatagrams"));
#undef UDP
    free(snmp);
    free(snmp6);
    return put_truncated(reply, stat, sizeof stat);
}

int sysctl_ip_stats(struct reply *reply) {
    struct text *snmp = read_text(SNMP);
#define IP(name) in_pairs(snmp, "Ip", name)
    unsigned char stat[SIZE_ipstat] = {0};
    SET(stat, ipstat, ips_total, IP("InReceives"));
    SET(stat, ipstat, ips_badhlen, IP("InHdrErrors"));
    SET(stat, ipstat, ips_badaddr, IP("InAddrErrors"));
    SET(stat, ipstat, ips_forward, IP("ForwDatagrams"));
    SET(stat, ipstat, ips_noproto, IP("InUnknownProtos"));
    SET(stat, ipstat, ips_pktdropcntrl, IP("InDiscards"));
    SET(stat, ipstat, ips_delivered, IP("InDelivers"));
    SET(stat, ipstat, ips_localout, IP("OutRequests"));
    SET(stat, ipstat, ips_odropped, IP("OutDiscards"));
    SET(stat, ipstat, ips_noroute, IP("OutNoRoutes"));
    SET(stat, ipstat, ips_fragments, IP("ReasmReqds"));
    SET(stat, ipstat, ips_fragtimeout, IP("ReasmTimeout"));
    SET(stat, ipstat, ips_reassembled, IP("ReasmOKs"));
    SET(stat, ipstat, ips_fragdropped, IP("ReasmFails"));
    SET(stat, ipstat, ips_fragmented, IP("FragOKs"));
    SET(stat, ipstat, ips_cantfrag, IP("FragFails"));
    SET(stat, ipstat, ips_ofragments, IP("FragCreates"));
#undef IP
    free(snmp);
    return put_truncated(reply, stat, sizeof stat);
}

int sysctl_ip6_stats(struct reply *reply) {
    struct text *snmp6 = read_text(SNMP6);
#define IP6(name) in_lines(snmp6, "Ip6" name)
    unsigned char stat[SIZE_ip6stat] = {0};
    SET(stat, ip6stat, ip6s_total, IP6("InReceives"));
    SET(stat, ip6stat, ip6s_tooshort, IP6("InTruncatedPkts"));
    SET(stat, ip6stat, ip6s_badoptions, IP6("InHdrErrors"));
    SET(stat, ip6stat, ip6s_forward, IP6("OutForwDatagrams"));
    SET(stat, ip6stat, ip6s_cantforward, IP6("InAddrErrors"));
    SET(stat, ip6stat, ip6s_pktdropcntrl, IP6("InDiscards"));
    SET(stat, ip6stat, ip6s_delivered, IP6("InDelivers"));
    SET(stat, ip6stat, ip6s_localout, IP6("OutRequests"));
    SET(stat, ip6stat, ip6s_odropped, IP6("OutDiscards"));
    SET(stat, ip6stat, ip6s_noroute, IP6("OutNoRoutes"));
    SET(stat, ip6stat, ip6s_fragments, IP6("ReasmReqds"));
    SET(stat, ip6stat, ip6s_fragtimeout, IP6("ReasmTimeout"));
    SET(stat, ip6stat, ip6s_reassembled, IP6("ReasmOKs"));
    SET(stat, ip6stat, ip6s_fragdropped, IP6("ReasmFails"));
    SET(stat, ip6stat, ip6s_fragmented, IP6("FragOKs"));
    SET(stat, ip6stat, ip6s_cantfrag, IP6("FragFails"));
    SET(stat, ip6stat, ip6s_ofragments, IP6("FragCreates"));
#undef IP6
    free(snmp6);
    return put_truncated(reply, stat, sizeof stat);
}
