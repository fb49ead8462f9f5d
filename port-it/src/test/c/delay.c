// SPDX-License-Identifier: Apache-2.0
/*
 * A cable with delay and loss between two network namespaces, for kernels without netem: a TUN device in each, and this
 * program between them.
 *
 *   delay NAMESPACE NAMESPACE DEVICE MICROSECONDS LOST-OF-A-MILLION SEED
 *
 * A namespace is a path such as /proc/4711/ns/net. The device has the same name in both. Every packet takes so many
 * microseconds, in each direction, and of a million so many are lost, in each direction, as the seed has it. Says
 * "READY" when both devices are there, and ends when its standard input ends; the devices end with it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define QUEUE 16384 // packets; a power of two
#define LARGEST 1536 // bytes: more than the MTU
#define BATCH 64 // packets that are read before it is looked which are due
#define SECOND 1000000000ull
#define MILLION 1000000u

struct packet {
    uint64_t due; // nanoseconds
    ssize_t length;
    unsigned char bytes[LARGEST];
};

/* Packets on their way in one direction. Numbers count up for ever. */
struct direction {
    int from, to; // devices
    struct packet *packets;
    uint32_t first, end;
};

static uint64_t random_state;

static void fail(const char *what) {
    fprintf(stderr, "delay: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

/* splitmix64: the next of a sequence that follows from the seed. */
static uint64_t next_random(void) {
    uint64_t mixed = random_state += 0x9e3779b97f4a7c15ull;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebull;
    return mixed ^ mixed >> 31;
}

static int open_device(const char *namespace, const char *name) {
    int entry = open(namespace, O_RDONLY | O_CLOEXEC);
    if (entry < 0 || setns(entry, CLONE_NEWNET) < 0) {
        fail(namespace);
    }
    close(entry);
    int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (device < 0) {
        fail("/dev/net/tun");
    }
    struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (ioctl(device, TUNSETIFF, &request) < 0) {
        fail("TUNSETIFF");
    }
    return device;
}

static void send_due(struct direction *way, uint64_t time) {
    while (way->first != way->end) {
        struct packet *packet = &way->packets[way->first % QUEUE];
        if (packet->due > time) {
            return;
        }
        if (write(way->to, packet->bytes, (size_t)packet->length) < 0 && errno == EAGAIN) {
            return; // later
        }
        way->first++;
    }
}

static void take_in(struct direction *way, uint64_t delay, uint32_t lost) {
    for (int i = 0; i < BATCH && way->end - way->first < QUEUE; i++) {
        struct packet *packet = &way->packets[way->end % QUEUE];
        packet->length = read(way->from, packet->bytes, LARGEST);
        if (packet->length <= 0) {
            return;
        }
        if (next_random() % MILLION >= lost) {
            packet->due = now() + delay;
            way->end++;
        }
    }
}

/* How long nothing is to be done but for packets that come in. */
static struct timespec until_due(const struct direction ways[2]) {
    uint64_t next = now() + SECOND;
    for (int i = 0; i < 2; i++) {
        if (ways[i].first != ways[i].end && ways[i].packets[ways[i].first % QUEUE].due < next) {
            next = ways[i].packets[ways[i].first % QUEUE].due;
        }
    }
    uint64_t time = now();
    uint64_t wait = next > time ? next - time : 0;
    return (struct timespec){.tv_sec = (time_t)(wait / SECOND), .tv_nsec = (long)(wait % SECOND)};
}

static bool is_full(const struct direction *way) {
    return way->end - way->first == QUEUE;
}

static void relay(struct direction ways[2], uint64_t delay, uint32_t lost) {
    for (;;) {
        uint64_t time = now();
        send_due(&ways[0], time);
        send_due(&ways[1], time);
        struct pollfd asked[] = {
            {STDIN_FILENO, POLLIN, 0},
            {is_full(&ways[0]) ? -1 : ways[0].from, POLLIN, 0},
            {is_full(&ways[1]) ? -1 : ways[1].from, POLLIN, 0},
        };
        struct timespec wait = until_due(ways);
        if (ppoll(asked, 3, &wait, NULL) <= 0) {
            continue;
        }
        if (asked[0].revents) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            if (asked[i + 1].revents) {
                take_in(&ways[i], delay, lost);
            }
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: delay NAMESPACE NAMESPACE DEVICE MICROSECONDS LOST-OF-A-MILLION SEED\n");
        return 2;
    }
    int one = open_device(argv[1], argv[3]);
    int other = open_device(argv[2], argv[3]);
    uint64_t delay = strtoull(argv[4], NULL, 10) * 1000;
    uint32_t lost = (uint32_t)strtoul(argv[5], NULL, 10);
    random_state = strtoull(argv[6], NULL, 10);
    struct direction ways[2] = {{.from = one, .to = other}, {.from = other, .to = one}};
    for (int i = 0; i < 2; i++) {
        ways[i].packets = calloc(QUEUE, sizeof(struct packet));
        if (!ways[i].packets) {
            fail("calloc");
        }
    }
    puts("READY");
    fflush(stdout);
    relay(ways, delay, lost);
    return 0;
}
