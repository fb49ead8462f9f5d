// SPDX-License-Identifier: Apache-2.0
/*
 * Numbers of Darwin which macos-layouts.json does not have; all others are in layouts.h, which StandIn.java generates
 * from that file. Named as in Darwin's headers, with DARWIN_ in front because Linux has the same names.
 */
#ifndef STANDIN_DARWIN_H
#define STANDIN_DARWIN_H

// sys/errno.h
#define DARWIN_EDEADLK 11
#define DARWIN_EMFILE 24
#define DARWIN_EALREADY 37
#define DARWIN_EDESTADDRREQ 39
#define DARWIN_EMSGSIZE 40
#define DARWIN_EPROTOTYPE 41
#define DARWIN_ENOPROTOOPT 42
#define DARWIN_EPROTONOSUPPORT 43
#define DARWIN_ESOCKTNOSUPPORT 44
#define DARWIN_EPFNOSUPPORT 46
#define DARWIN_EAFNOSUPPORT 47
#define DARWIN_EADDRINUSE 48
#define DARWIN_EADDRNOTAVAIL 49
#define DARWIN_ENETDOWN 50
#define DARWIN_ENETUNREACH 51
#define DARWIN_ENETRESET 52
#define DARWIN_ECONNABORTED 53
#define DARWIN_ECONNRESET 54
#define DARWIN_EISCONN 56
#define DARWIN_ENOTCONN 57
#define DARWIN_ECONNREFUSED 61
#define DARWIN_ELOOP 62
#define DARWIN_ENAMETOOLONG 63
#define DARWIN_EHOSTDOWN 64
#define DARWIN_EHOSTUNREACH 65
#define DARWIN_ENOTEMPTY 66
#define DARWIN_ENOSYS 78
#define DARWIN_EPROTO 100

// sys/socket.h, netinet6/in6.h
#define DARWIN_SOL_SOCKET 0xffff
#define DARWIN_IPV6_V6ONLY 27

// net/route.h
#define DARWIN_RTM_VERSION 5
#define DARWIN_RTM_GET 0x4
#define DARWIN_RTM_NEWADDR 0xc
#define DARWIN_RTM_IFINFO2 0x12
#define DARWIN_RTM_NEWMADDR2 0x13
#define DARWIN_RTF_UP 0x1
#define DARWIN_RTF_GATEWAY 0x2
#define DARWIN_RTA_DST 0x1
#define DARWIN_RTA_GATEWAY 0x2
#define DARWIN_RTA_NETMASK 0x4
#define DARWIN_RTA_IFP 0x10
#define DARWIN_RTA_IFA 0x20
#define DARWIN_NET_RT_DUMP 1
#define DARWIN_NET_RT_IFLIST2 6

// net/if_types.h
#define DARWIN_IFT_OTHER 1

// sys/proc.h: p_flag
#define DARWIN_P_CONTROLT 0x2
#define DARWIN_P_LP64 0x4
#define DARWIN_P_SYSTEM 0x200
#define DARWIN_P_TRACED 0x800

#endif
