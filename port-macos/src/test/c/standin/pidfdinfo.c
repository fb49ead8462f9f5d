// SPDX-License-Identifier: Apache-2.0
/* proc_pidfdinfo() and proc_pidfileportinfo(): one socket of a process. */
#include "standin.h"

// ---- how the descriptor was opened ----

struct fdinfo {
    char path[64];
    char text[1024];
};

static void read_fdinfo(void *argument) {
    struct fdinfo *fdinfo = argument;
    read_file(fdinfo->path, fdinfo->text, sizeof fdinfo->text);
}

static void fill_fileinfo(const struct process *process, int fd, void *info) {
    struct fdinfo fdinfo;
    snprintf(fdinfo.path, sizeof fdinfo.path, "/proc/%d/task/%d/fdinfo/%d", process->pid, process->tid, fd);
    as_kernel(read_fdinfo, &fdinfo);
    const char *line = strstr(fdinfo.text, "flags:");
    unsigned long flags = line == NULL ? 0 : strtoul(line + strlen("flags:"), NULL, 8);
    // Darwin's FREAD 1, FWRITE 2 (a socket is both) and FNONBLOCK 4
    SET(info, proc_fileinfo, fi_openflags, 3 | ((flags & O_NONBLOCK) != 0 ? 4 : 0));
    SET(info, proc_fileinfo, fi_status, (flags & O_CLOEXEC) != 0 ? DARWIN_PROC_FP_CLEXEC : 0);
}

// ---- the socket ----

static void fill_inet(const struct pcb *pcb, int protocol, void *info) {
    bool tcp = protocol == DARWIN_IPPROTO_TCP;
    SET(info, socket_fdinfo, psi_soi_so, pcb->so);
    SET(info, socket_fdinfo, psi_soi_pcb, pcb->pcb);
    SET(info, socket_fdinfo, psi_soi_type, pcb->type);
    SET(info, socket_fdinfo, psi_soi_protocol, protocol);
    SET(info, socket_fdinfo, psi_soi_family, pcb->family);
    SET(info, socket_fdinfo, psi_soi_options, pcb->options);
    SET(info, socket_fdinfo, psi_soi_state, pcb->so_state);
    SET(info, socket_fdinfo, psi_soi_qlen, pcb->queue);
    SET(info, socket_fdinfo, psi_soi_qlimit, pcb->queue_limit);
    SET(info, socket_fdinfo, psi_soi_rcv_sbi_cc, pcb->receive_count);
    SET(info, socket_fdinfo, psi_soi_snd_sbi_cc, pcb->send_count);
    SET(info, socket_fdinfo, psi_soi_kind, tcp ? DARWIN_SOCKINFO_TCP : DARWIN_SOCKINFO_IN);
    unsigned char *in = AT(info, socket_fdinfo, psi_soi_proto_pri_in);
    SET(in, in_sockinfo, insi_fport, pcb->foreign_port);
    SET(in, in_sockinfo, insi_lport, pcb->local_port);
    SET(in, in_sockinfo, insi_gencnt, pcb->generation);
    SET(in, in_sockinfo, insi_flags, pcb->flags);
    SET(in, in_sockinfo, insi_vflag, pcb->vflag);
    memcpy(AT(in, in_sockinfo, insi_faddr), pcb->foreign, sizeof pcb->foreign);
    memcpy(AT(in, in_sockinfo, insi_laddr), pcb->local, sizeof pcb->local);
    if (tcp) {
        SET(info, socket_fdinfo, psi_soi_proto_pri_tcp_tcpsi_state, pcb->state);
        SET(info, socket_fdinfo, psi_soi_proto_pri_tcp_tcpsi_tp, pcb->pcb);
    }
}

static void fill_unix(const struct unix_sock *sock, void *info) {
    SET(info, socket_fdinfo, psi_soi_so, opaque(sock->inode));
    SET(info, socket_fdinfo, psi_soi_type, sock->type);
    SET(info, socket_fdinfo, psi_soi_family, DARWIN_AF_UNIX);
    SET(info, socket_fdinfo, psi_soi_kind, DARWIN_SOCKINFO_UN);
    unsigned char *un = AT(info, socket_fdinfo, psi_soi_proto_pri_un);
    if (sock->peer != 0) SET(un, un_sockinfo, unsi_conn_so, opaque(sock->peer));
    if (sock->path[0] != '\0') {
        unsigned char *address = AT(un, un_sockinfo, unsi_addr);
        size_t length = strnlen(sock->path, LENGTH_sockaddr_un_sun_path); // Darwin's is four bytes shorter
        SET(address, sockaddr_un, sun_len, AT_sockaddr_un_sun_path + length + 1);
        SET(address, sockaddr_un, sun_family, DARWIN_AF_UNIX);
        memcpy(AT(address, sockaddr_un, sun_path), sock->path, length);
    }
}

static bool fill_known_inet(uint64_t inode, int protocol, void *info) {
    struct sock sock;
    if (!find_socket(protocol, inode, &sock)) return false;
    struct pcb pcb = pcb_of(&sock);
    fill_inet(&pcb, protocol, info);
    return true;
}

static bool begins(const struct protocol_name *name, const char *with) {
    return strncmp(name->text, with, strlen(with)) == 0;
}

// No table has it: not bound yet, of a family that Darwin has not, or of another network namespace. As one without a pcb.
static void fill_generic(uint64_t inode, const struct protocol_name *name, void *info) {
    bool tcp = begins(name, "TCP"), udp = begins(name, "UDP");
    SET(info, socket_fdinfo, psi_soi_so, opaque(inode));
    SET(info, socket_fdinfo, psi_soi_kind, DARWIN_SOCKINFO_GENERIC);
    if (!tcp && !udp) return;
    SET(info, socket_fdinfo, psi_soi_type, tcp ? DARWIN_SOCK_STREAM : DARWIN_SOCK_DGRAM);
    SET(info, socket_fdinfo, psi_soi_protocol, tcp ? DARWIN_IPPROTO_TCP : DARWIN_IPPROTO_UDP);
    SET(info, socket_fdinfo, psi_soi_family, strstr(name->text, "v6") != NULL ? DARWIN_AF_INET6 : DARWIN_AF_INET);
}

static void fill_socket(uint64_t inode, const struct protocol_name *name, void *info) {
    bool any = name->text[0] == '\0';
    struct unix_sock local;
    if ((any || begins(name, "TCP")) && fill_known_inet(inode, IPPROTO_TCP, info)) return;
    if ((any || begins(name, "UDP")) && fill_known_inet(inode, IPPROTO_UDP, info)) return;
    if ((any || begins(name, "UNIX")) && find_unix_socket(inode, &local)) {
        fill_unix(&local, info);
    } else {
        fill_generic(inode, name, info);
    }
}

static int pidfdinfo(int pid, int fd, int flavor, void *buffer, int size) {
    if (flavor != DARWIN_PROC_PIDFDSOCKETINFO) return -DARWIN_EINVAL;
    if (size < (int) SIZE_socket_fdinfo) return -DARWIN_ENOMEM;
    struct process process;
    int failed = find_process(pid, &process);
    if (failed < 0) return failed;
    if (process.zombie) return -DARWIN_ESRCH;
    if ((failed = may_inspect(&process)) < 0) return failed;
    bool meant = fault(FD_PID) == 0 || fault(FD_PID) == (uint64_t) pid;
    if (meant && take(FD_CLOSED)) return -DARWIN_EBADF;
    if (meant && take(FD_REUSED)) return -DARWIN_ENOTSOCK;
    struct descriptor descriptor;
    if ((failed = descriptor_of(&process, fd, &descriptor)) < 0) return failed;
    if (descriptor.type != DARWIN_PROX_FDTYPE_SOCKET) return -DARWIN_ENOTSOCK;
    memset(buffer, 0, SIZE_socket_fdinfo);
    fill_fileinfo(&process, fd, buffer);
    struct protocol_name name = protocol_of(&process, fd);
    fill_socket(descriptor.inode, &name, buffer);
    return SIZE_socket_fdinfo;
}

int darwin_proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int size) EXPORTED_AS("proc_pidfdinfo");
int darwin_proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int size) {
    ANSWER(PROC_PIDFDINFO, end_libproc, pidfdinfo(pid, fd, flavor, buffer, size));
}

// ---- descriptors in flight between Mach ports ----

// Linux has none, so no number is one.
static int pidfileportinfo(int pid, int flavor, int size) {
    if (flavor != DARWIN_PROC_PIDFILEPORTSOCKETINFO) return -DARWIN_EINVAL;
    if (size < (int) SIZE_socket_fdinfo) return -DARWIN_ENOMEM;
    struct process process;
    int failed = find_process(pid, &process);
    if (failed < 0) return failed;
    if (process.zombie) return -DARWIN_ESRCH;
    failed = may_inspect(&process);
    return failed < 0 ? failed : -DARWIN_EBADF;
}

int darwin_proc_pidfileportinfo(int pid, uint32_t fileport, int flavor, void *buffer, int size)
    EXPORTED_AS("proc_pidfileportinfo");
int darwin_proc_pidfileportinfo(int pid, uint32_t fileport, int flavor, void *buffer, int size) {
    (void) fileport;
    (void) buffer;
    ANSWER(PROC_PIDFILEPORTINFO, end_libproc, pidfileportinfo(pid, flavor, size));
}
