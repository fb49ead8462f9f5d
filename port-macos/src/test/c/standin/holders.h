// SPDX-License-Identifier: Apache-2.0
#ifndef STANDIN_HOLDERS_H
#define STANDIN_HOLDERS_H

#include "standin.h"

struct holder {
    uint64_t inode;
    pid_t pid;
    size_t rank; // the order of several of one socket
};

struct holders {
    struct holder *list; // to be freed
    size_t count, room;
};

void holders_of_all(struct holders *holders);
void holders_of_caller(struct holders *holders);
pid_t holder_of(const struct holders *holders, uint64_t inode); // 0: nobody

#endif
