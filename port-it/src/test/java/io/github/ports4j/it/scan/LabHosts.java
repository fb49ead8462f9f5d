package io.github.ports4j.it.scan;

import io.github.ports4j.PortSet;
import io.github.ports4j.ScanState;
import io.github.ports4j.it.scan.LabHost.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The hosts of a {@link Laboratory}. */
final class LabHosts {
    /** Ports of {@link #filtered} that refuse, each in a way of its own. */
    static final PortSet REFUSING = PortSet.parse("61001-61005");

    /** What the kernel of the target does with packets that come in, beside what listens there. */
    static final String RULES = """
            table inet lab {
              chain refusing4 {
                tcp dport 61001 reject with icmp type port-unreachable
                tcp dport 61002 reject with icmp type admin-prohibited
                tcp dport 61003 reject with icmp type host-unreachable
                tcp dport 61004 reject with icmp type net-unreachable
              }
              chain refusing6 {
                tcp dport 61001 reject with icmpv6 type port-unreachable
                tcp dport 61002 reject with icmpv6 type admin-prohibited
                tcp dport 61003 reject with icmpv6 type addr-unreachable
                tcp dport 61004 reject with icmpv6 type no-route
              }
              chain filtered {
                tcp dport 61005 reject with tcp reset
                tcp dport { 22, 80, 443, 3306, 5432, 6379, 8080, 8443, 27017, 50000, 20000-20999 } accept
                meta l4proto tcp drop
              }
              chain in {
                type filter hook input priority 0; policy accept;
                ip daddr { 10.77.0.2, 10.78.0.2 } jump refusing4
                ip daddr { 10.77.0.2, 10.78.0.2 } jump filtered
                ip6 daddr { fd77::2, fd78::2 } jump refusing6
                ip6 daddr { fd77::2, fd78::2 } jump filtered
                ip daddr { 10.77.1.0/24, 10.78.1.0/24 } tcp dport 901-1000 drop
                ip daddr { 10.77.0.9, 10.78.0.9 } udp dport 2000-2099 drop
              }
            }
            """;

    private static final PortSet ALL = PortSet.parse("1-65535");
    private static final PortSet MANY = PortSet.of(
                    1, 7, 22, 80, 443, 1024, 3306, 5432, 8080, 9999, 15000, 20000, 27017, 32767, 33333, 40000, 45000)
            .with(PortSet.of(50000, 55555, 65535));
    private static final PortSet SERVICES = PortSet.of(22, 80, 443, 3306, 5432, 6379, 8080, 8443, 27017, 50000);
    private static final PortSet WEB = PortSet.of(22, 80, 443);
    private static final PortSet ECHOES = PortSet.of(1007, 1053, 1123, 1161, 1500);
    private static final int STREET = 50;

    private LabHosts() {}

    /** On the scanner's own loopback: 20 ports open, all others closed. */
    static LabHost loopback() {
        return answering("127.0.0.1", Service.KEEP, MANY);
    }

    /** The same, where a connection is reset at once. */
    static LabHost resettingLoopback() {
        return answering("127.0.0.2", Service.RESET, MANY);
    }

    /** The same over IPv6. */
    static LabHost loopback6() {
        return answering("::1", Service.KEEP, MANY);
    }

    /** 10 ports open, which reset a connection at once, all others closed. */
    static LabHost answering(Way way) {
        return answering(way.v4(0, 3), Service.RESET, SERVICES);
    }

    /** The same, where a connection is kept. */
    static LabHost keeping(Way way) {
        return answering(way.v4(0, 4), Service.KEEP, SERVICES);
    }

    /** The same as {@link #answering} over IPv6. */
    static LabHost answering6(Way way) {
        return answering(way.v6(3), Service.RESET, SERVICES);
    }

    private static LabHost answering(String address, Service service, PortSet open) {
        return new LabHost(address, service, open, ALL, ScanState.CLOSED);
    }

    /** 10 ports open, 1000 closed, 5 refuse in ways of their own, of which two mean closed, and the others are silent. */
    static LabHost filtered(Way way) {
        return filtered(way.v4(0, 2));
    }

    /** The same over IPv6. */
    static LabHost filtered6(Way way) {
        return filtered(way.v6(2));
    }

    private static LabHost filtered(String address) {
        return new LabHost(
                address, Service.KEEP, SERVICES, PortSet.parse("20000-20999,61001,61005"), ScanState.FILTERED);
    }

    /** 50 hosts, each with 3 ports open, those to 900 closed, those from 901 to 1000 silent. */
    static List<LabHost> street(Way way) {
        return IntStream.rangeClosed(1, STREET)
                .mapToObj(house -> new LabHost(
                        way.v4(1, house), Service.KEEP, WEB, PortSet.parse("1-900,1001-65535"), ScanState.FILTERED))
                .toList();
    }

    /** UDP: 5 ports answer, those from 2000 to 2099 are silent, all others closed. */
    static LabHost echoing(Way way) {
        return new LabHost(
                way.v4(0, 9), Service.ECHO, ECHOES, PortSet.parse("1-1999,2100-65535"), ScanState.OPEN_OR_FILTERED);
    }

    /** 50 hosts such as {@link #echoing}, each with a kernel's limits of its own; see {@link Laboratory#addKernels}. */
    static List<LabHost> kernels() {
        return IntStream.rangeClosed(1, STREET)
                .mapToObj(kernel -> new LabHost("10.79." + kernel + ".2", Service.ECHO, ECHOES, ALL, ScanState.CLOSED))
                .toList();
    }

    /** Those in the scanner's own namespace. */
    static List<LabHost> ofScanner() {
        return List.of(loopback(), resettingLoopback(), loopback6());
    }

    /** Those of the target that are reached this way. */
    static List<LabHost> ofTarget(Way way) {
        List<LabHost> hosts = new ArrayList<>(
                List.of(filtered(way), answering(way), keeping(way), filtered6(way), answering6(way), echoing(way)));
        hosts.addAll(street(way));
        return hosts;
    }
}
