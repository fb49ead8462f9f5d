// SPDX-License-Identifier: Apache-2.0
/* Linux' errno numbers as Darwin's. Those up to 34 are the same in both, but for EAGAIN. */
#include "standin.h"

int darwin_errno(int linux_errno) {
    switch (linux_errno) {
    case EAGAIN: return DARWIN_EAGAIN;
    case EDEADLK: return DARWIN_EDEADLK;
    case ENAMETOOLONG: return DARWIN_ENAMETOOLONG;
    case ENOSYS: return DARWIN_ENOSYS;
    case ENOTEMPTY: return DARWIN_ENOTEMPTY;
    case ELOOP: return DARWIN_ELOOP;
    case EPROTO: return DARWIN_EPROTO;
    case EOVERFLOW: return DARWIN_EOVERFLOW;
    case ENOTSOCK: return DARWIN_ENOTSOCK;
    case EDESTADDRREQ: return DARWIN_EDESTADDRREQ;
    case EMSGSIZE: return DARWIN_EMSGSIZE;
    case EPROTOTYPE: return DARWIN_EPROTOTYPE;
    case ENOPROTOOPT: return DARWIN_ENOPROTOOPT;
    case EPROTONOSUPPORT: return DARWIN_EPROTONOSUPPORT;
    case ESOCKTNOSUPPORT: return DARWIN_ESOCKTNOSUPPORT;
    case EOPNOTSUPP: return DARWIN_EOPNOTSUPP;
    case EPFNOSUPPORT: return DARWIN_EPFNOSUPPORT;
    case EAFNOSUPPORT: return DARWIN_EAFNOSUPPORT;
    case EADDRINUSE: return DARWIN_EADDRINUSE;
    case EADDRNOTAVAIL: return DARWIN_EADDRNOTAVAIL;
    case ENETDOWN: return DARWIN_ENETDOWN;
    case ENETUNREACH: return DARWIN_ENETUNREACH;
    case ENETRESET: return DARWIN_ENETRESET;
    case ECONNABORTED: return DARWIN_ECONNABORTED;
    case ECONNRESET: return DARWIN_ECONNRESET;
    case ENOBUFS: return DARWIN_ENOBUFS;
    case EISCONN: return DARWIN_EISCONN;
    case ENOTCONN: return DARWIN_ENOTCONN;
    case ETIMEDOUT: return DARWIN_ETIMEDOUT;
    case ECONNREFUSED: return DARWIN_ECONNREFUSED;
    case EHOSTDOWN: return DARWIN_EHOSTDOWN;
    case EHOSTUNREACH: return DARWIN_EHOSTUNREACH;
    case EALREADY: return DARWIN_EALREADY;
    case EINPROGRESS: return DARWIN_EINPROGRESS;
    default: return linux_errno <= ERANGE ? linux_errno : DARWIN_EIO;
    }
}
