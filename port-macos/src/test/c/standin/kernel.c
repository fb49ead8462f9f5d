// SPDX-License-Identifier: Apache-2.0
/*
 * Darwin's kernel sees every process, and its rules decide what a caller gets. Linux' /proc has stricter ones for some
 * of it (the executable, the descriptors of a process that is not dumpable), so what the rules of Darwin allow is read
 * by a thread with the rights that the library was loaded with: on Linux each thread has its own user.
 */
#include "standin.h"

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER; // one caller at a time
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static void (*wanted)(void *); // NULL: nothing to do
static void *wanted_argument;
static bool privileged;

static void *serve(void *unused) {
    pthread_mutex_lock(&guard);
    for (;;) {
        while (wanted == NULL) pthread_cond_wait(&changed, &guard);
        wanted(wanted_argument);
        wanted = NULL;
        pthread_cond_broadcast(&changed);
    }
    return unused;
}

__attribute__((constructor)) static void start(void) {
    if (caller_uid() != 0) return;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // the signals of the process are for its other threads
    pthread_t thread;
    privileged = pthread_create(&thread, NULL, serve, NULL) == 0;
    if (privileged) pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void as_kernel(void (*action)(void *), void *argument) {
    if (!privileged || caller_uid() == 0) {
        action(argument);
        return;
    }
    pthread_mutex_lock(&turn);
    pthread_mutex_lock(&guard);
    wanted = action;
    wanted_argument = argument;
    pthread_cond_broadcast(&changed);
    while (wanted != NULL) pthread_cond_wait(&changed, &guard);
    pthread_mutex_unlock(&guard);
    pthread_mutex_unlock(&turn);
}
