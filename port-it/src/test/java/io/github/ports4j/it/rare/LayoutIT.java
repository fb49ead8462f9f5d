package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.ports4j.Signal;
import io.github.ports4j.it.scene.CTools;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The numbers that port-linux writes down are those of the C headers of this machine, which {@code samples.c} prints. They are no
 * part of any API and read by reflection.
 */
class LayoutIT {
    private static final String PACKAGE = "io.github.ports4j.linux";

    /** Class, constant, and what it is made of in C. Those that are named as in C need no line: they are found by name. */
    private static final String TABLE = """
            sockdiag.InetDiagDecoder  SIZE              sizeof(inet_diag_msg)
            sockdiag.InetDiagDecoder  IDIAG_FAMILY      offsetof(inet_diag_msg,idiag_family)
            sockdiag.InetDiagDecoder  IDIAG_STATE       offsetof(inet_diag_msg,idiag_state)
            sockdiag.InetDiagDecoder  IDIAG_SPORT       offsetof(inet_diag_msg,id) offsetof(inet_diag_sockid,idiag_sport)
            sockdiag.InetDiagDecoder  IDIAG_DPORT       offsetof(inet_diag_msg,id) offsetof(inet_diag_sockid,idiag_dport)
            sockdiag.InetDiagDecoder  IDIAG_SRC         offsetof(inet_diag_msg,id) offsetof(inet_diag_sockid,idiag_src)
            sockdiag.InetDiagDecoder  IDIAG_DST         offsetof(inet_diag_msg,id) offsetof(inet_diag_sockid,idiag_dst)
            sockdiag.InetDiagDecoder  IDIAG_IF          offsetof(inet_diag_msg,id) offsetof(inet_diag_sockid,idiag_if)
            sockdiag.InetDiagDecoder  IDIAG_COOKIE      offsetof(inet_diag_msg,id) offsetof(inet_diag_sockid,idiag_cookie)
            sockdiag.InetDiagDecoder  IDIAG_RQUEUE      offsetof(inet_diag_msg,idiag_rqueue)
            sockdiag.InetDiagDecoder  IDIAG_WQUEUE      offsetof(inet_diag_msg,idiag_wqueue)
            sockdiag.InetDiagDecoder  IDIAG_UID         offsetof(inet_diag_msg,idiag_uid)
            sockdiag.InetDiagDecoder  IDIAG_INODE       offsetof(inet_diag_msg,idiag_inode)
            procfs.ThreadCount        STATX_SIZE        sizeof(statx)
            procfs.ThreadCount        STX_MASK          offsetof(statx,stx_mask)
            procfs.ThreadCount        STX_NLINK         offsetof(statx,stx_nlink)
            netlink.NetlinkAttributes NLA_LEN           offsetof(nlattr,nla_len)
            netlink.NetlinkAttributes NLA_TYPE          offsetof(nlattr,nla_type)
            netlink.NetlinkRequest    NLA_HDRLEN        sizeof(nlattr)
            netlink.NetlinkRequest    NLMSG_LEN         offsetof(nlmsghdr,nlmsg_len)
            netlink.NetlinkRequest    NLMSG_TYPE        offsetof(nlmsghdr,nlmsg_type)
            netlink.NetlinkRequest    NLMSG_FLAGS       offsetof(nlmsghdr,nlmsg_flags)
            netlink.NetlinkRequest    NLMSG_SEQ         offsetof(nlmsghdr,nlmsg_seq)
            netlink.NetlinkRequest    NLMSG_HDRLEN      sizeof(nlmsghdr)
            sockdiag.InetDiagRequest  V2_FAMILY         sizeof(nlmsghdr) offsetof(inet_diag_req_v2,sdiag_family)
            sockdiag.InetDiagRequest  V2_PROTOCOL       sizeof(nlmsghdr) offsetof(inet_diag_req_v2,sdiag_protocol)
            sockdiag.InetDiagRequest  V2_STATES         sizeof(nlmsghdr) offsetof(inet_diag_req_v2,idiag_states)
            sockdiag.InetDiagRequest  V2_ID             sizeof(nlmsghdr) offsetof(inet_diag_req_v2,id)
            sockdiag.InetDiagRequest  V2_SIZE           sizeof(nlmsghdr) sizeof(inet_diag_req_v2)
            sockdiag.InetDiagRequest  COMPAT_FAMILY     sizeof(nlmsghdr) offsetof(inet_diag_req,idiag_family)
            sockdiag.InetDiagRequest  COMPAT_ID         sizeof(nlmsghdr) offsetof(inet_diag_req,id)
            sockdiag.InetDiagRequest  COMPAT_STATES     sizeof(nlmsghdr) offsetof(inet_diag_req,idiag_states)
            sockdiag.InetDiagRequest  COMPAT_SIZE       sizeof(nlmsghdr) sizeof(inet_diag_req)
            sockdiag.InetDiagRequest  MAX_SIZE          sizeof(nlmsghdr) sizeof(inet_diag_req)
            sockdiag.InetDiagRequest  ID_SPORT          offsetof(inet_diag_sockid,idiag_sport)
            sockdiag.InetDiagRequest  ID_DPORT          offsetof(inet_diag_sockid,idiag_dport)
            sockdiag.InetDiagRequest  ID_COOKIE         offsetof(inet_diag_sockid,idiag_cookie)
            netlink.NetlinkReply      NLMSG_HDRLEN      sizeof(nlmsghdr)
            netlink.NetlinkReply      NLMSG_LEN         offsetof(nlmsghdr,nlmsg_len)
            netlink.NetlinkReply      NLMSG_TYPE        offsetof(nlmsghdr,nlmsg_type)
            netlink.NetlinkReply      NLMSG_FLAGS       offsetof(nlmsghdr,nlmsg_flags)
            netlink.NetlinkReply      NLMSG_SEQ         offsetof(nlmsghdr,nlmsg_seq)
            netlink.NetlinkSocket     POLLFD_FD         offsetof(pollfd,fd)
            netlink.NetlinkSocket     POLLFD_EVENTS     offsetof(pollfd,events)
            netlink.NetlinkSocket     POLLFD_REVENTS    offsetof(pollfd,revents)
            netlink.NetlinkSocket       SOCKADDR_NL_SIZE  sizeof(sockaddr_nl)
            netlink.NetlinkSocket       NL_FAMILY         offsetof(sockaddr_nl,nl_family)
            netlink.NetlinkSocket       NL_PID            offsetof(sockaddr_nl,nl_pid)
            netlink.NetlinkSocket       NL_GROUPS         offsetof(sockaddr_nl,nl_groups)
            rtnetlink.LinkDecoder       SIZE              sizeof(ifinfomsg)
            rtnetlink.LinkDecoder       IFI_TYPE          offsetof(ifinfomsg,ifi_type)
            rtnetlink.LinkStats         SIZE              offsetof(rtnl_link_stats64,tx_aborted_errors)
            rtnetlink.AddressDecoder    SIZE              sizeof(ifaddrmsg)
            rtnetlink.RouteDecoder      SIZE              sizeof(rtmsg)
            rtnetlink.RouteDecoder      RTM_DST_LEN       offsetof(rtmsg,rtm_dst_len)
            rtnetlink.RouteDecoder      RTNH_SIZE         sizeof(rtnexthop)
            rtnetlink.RouteDecoder      RTNH_LEN          offsetof(rtnexthop,rtnh_len)
            rtnetlink.RouteDecoder      RTNH_FLAGS        offsetof(rtnexthop,rtnh_flags)
            rtnetlink.RouteDecoder      RTNH_IFINDEX      offsetof(rtnexthop,rtnh_ifindex)
            rtnetlink.RtnetlinkRequest  RTM_FAMILY        offsetof(rtmsg,rtm_family)
            rtnetlink.RtnetlinkRequest  RTM_TABLE         offsetof(rtmsg,rtm_table)
            rtnetlink.RtnetlinkRequest  RTM_TYPE          offsetof(rtmsg,rtm_type)
            rtnetlink.NexthopTable      SIZE              sizeof(nhmsg)
            rtnetlink.NexthopTable      NH_FLAGS          offsetof(nhmsg,nh_flags)
            rtnetlink.NexthopTable      GROUP_ENTRY_SIZE  sizeof(nexthop_grp)
            genetlink.GenetlinkRequest  GENL_HDRLEN       sizeof(genlmsghdr)
            libc.Sockaddr             SIZE_4            sizeof(sockaddr_in)
            libc.Sockaddr             SIZE_6            sizeof(sockaddr_in6)
            libc.Sockaddr             FAMILY            offsetof(sockaddr_in,sin_family)
            libc.Sockaddr             FAMILY            offsetof(sockaddr_in6,sin6_family)
            libc.Sockaddr             PORT              offsetof(sockaddr_in,sin_port)
            libc.Sockaddr             PORT              offsetof(sockaddr_in6,sin6_port)
            libc.Sockaddr             ADDRESS_4         offsetof(sockaddr_in,sin_addr)
            libc.Sockaddr             FLOWINFO          offsetof(sockaddr_in6,sin6_flowinfo)
            libc.Sockaddr             ADDRESS_6         offsetof(sockaddr_in6,sin6_addr)
            libc.Sockaddr             SCOPE_ID          offsetof(sockaddr_in6,sin6_scope_id)
            connect.TcpCalls          LINGER_SIZE       sizeof(linger)
            connect.TcpCalls          L_ONOFF           offsetof(linger,l_onoff)
            connect.TcpCalls          L_LINGER          offsetof(linger,l_linger)
            connect.TcpCalls          TIMEVAL_SIZE      sizeof(timeval)
            connect.TcpCalls          TV_SEC            offsetof(timeval,tv_sec)
            connect.TcpCalls          TV_USEC           offsetof(timeval,tv_usec)
            connect.EpollEvents       SIZE              sizeof(epoll_event)
            connect.EpollEvents       EVENTS            offsetof(epoll_event,events)
            connect.EpollEvents       DATA              offsetof(epoll_event,data)
            connect.DescriptorLimit   SIZE              sizeof(rlimit)
            connect.DescriptorLimit   RLIM_CUR          offsetof(rlimit,rlim_cur)
            procfs.Dirents            D_RECLEN          offsetof(linux_dirent64,d_reclen)
            procfs.Dirents            D_NAME            offsetof(linux_dirent64,d_name)
            process.PollSet           SIZE              sizeof(pollfd)
            process.PollSet           EVENTS            offsetof(pollfd,events)
            libc.SyscallNumbers       PIDFD_OPEN        SYS_pidfd_open
            libc.SyscallNumbers       PIDFD_SEND_SIGNAL SYS_pidfd_send_signal
            """;

    /** At least these are found by name, else the search finds nothing. */
    private static final List<String> KNOWN = List.of(
            "SOCK_DIAG_BY_FAMILY",
            "TCPDIAG_GETSOCK",
            "INET_DIAG_SKV6ONLY",
            "STATX_NLINK",
            "NETLINK_SOCK_DIAG",
            "NETLINK_GET_STRICT_CHK",
            "IFLA_STATS64",
            "IFLA_ALT_IFNAME",
            "IFA_FLAGS",
            "RTA_NH_ID",
            "NHA_GATEWAY",
            "ETHTOOL_A_LINKMODES_SPEED",
            "NL80211_ATTR_SSID",
            "NLM_F_DUMP",
            "NLM_F_DUMP_INTR",
            "NLMSG_DONE",
            "NLMSG_ERROR",
            "AF_INET6",
            "SO_REUSEADDR",
            "IPV6_V6ONLY",
            "TCP_LISTEN",
            "TCP_CLOSE",
            "EMFILE",
            "ESRCH",
            "EADDRINUSE",
            "POLLIN",
            "EPOLLET",
            "EPOLL_CTL_ADD",
            "SO_ERROR",
            "SO_LINGER",
            "SO_SNDTIMEO",
            "MSG_ERRQUEUE",
            "RLIMIT_NOFILE",
            "EINPROGRESS",
            "EALREADY",
            "AT_FDCWD",
            "O_CLOEXEC");

    private static Map<String, Long> c = Map.of();

    @BeforeAll
    static void ask() throws IOException {
        CTools.assumeUsable();
        Process samples = new ProcessBuilder(CTools.samples().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(samples.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        c = said.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1]), (first, again) -> first));
        assertThat(c).hasSizeGreaterThan(100);
    }

    @TestFactory
    List<DynamicTest> written_by_hand() {
        return TABLE.lines()
                .map(line -> DynamicTest.dynamicTest(line.replaceAll(" +", " "), () -> {
                    String[] words = line.split(" +", -1);
                    long sum = 0;
                    for (int i = 2; i < words.length; i++) {
                        assertThat(c).containsKey(words[i]);
                        sum += c.getOrDefault(words[i], 0L);
                    }
                    assertThat(constants(Class.forName(PACKAGE + "." + words[0])))
                            .containsEntry(words[1], sum);
                }))
                .toList();
    }

    @Test
    void named_as_in_C() {
        Map<String, Long> differing = new TreeMap<>();
        Map<String, Long> found = new TreeMap<>();
        for (Class<?> type : classes()) {
            constants(type).forEach((name, value) -> {
                Long expected = c.get(name);
                if (expected != null) {
                    found.put(name, value);
                    if (expected.intValue() != value.intValue()) { // ~0U is -1
                        differing.put(type.getName() + "." + name + ", in C " + expected, value);
                    }
                }
            });
        }
        assertThat(found).containsKeys(KNOWN.toArray(String[]::new));
        assertThat(differing).isEmpty();
    }

    @Test
    void numbers_of_system_calls() throws ReflectiveOperationException {
        for (String name : List.of("getdents64", "statx")) {
            Object number = Class.forName(PACKAGE + ".libc.SyscallNumbers")
                    .getMethod(name, String.class)
                    .invoke(null, System.getProperty("os.arch"));
            assertThat(number).as(name).isEqualTo(Optional.of(c.getOrDefault("SYS_" + name, 0L)));
        }
    }

    @Test
    void numbers_of_signals() throws ReflectiveOperationException {
        Method of = Class.forName(PACKAGE + ".process.SignalNumbers").getDeclaredMethod("of", Signal.class);
        of.setAccessible(true);
        for (Signal signal : Signal.values()) {
            long number = ((Number) of.invoke(null, signal)).longValue();
            assertThat(number).as(signal.name()).isEqualTo(c.get("SIG" + signal));
        }
    }

    private static List<Class<?>> classes() {
        List<Class<?>> classes = new ClassFileImporter()
                .importPackages(PACKAGE).stream()
                        .filter(type -> !type.getName().endsWith("module-info"))
                        .<Class<?>>map(type -> load(type.getName()))
                        .toList();
        assertThat(classes).hasSizeGreaterThan(30);
        return classes;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, LayoutIT.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The whole numbers that are constants of this class. */
    private static Map<String, Long> constants(Class<?> type) {
        Map<String, Long> constants = new LinkedHashMap<>();
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            boolean number = field.getType() == int.class
                    || field.getType() == long.class
                    || field.getType() == short.class
                    || field.getType() == byte.class;
            if (Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers) && number) {
                field.setAccessible(true);
                try {
                    constants.put(field.getName(), ((Number) field.get(null)).longValue());
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return constants;
    }
}
