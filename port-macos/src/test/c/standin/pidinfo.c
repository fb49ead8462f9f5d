// SPDX-License-Identifier: Apache-2.0
/* proc_pidinfo(): one process. */
#include "standin.h"

static uint32_t status_of(const struct process *process) {
    return process->zombie ? DARWIN_SZOMB : process->stopped ? DARWIN_SSTOP : DARWIN_SRUN;
}

static uint32_t flags_of(const struct process *process) {
    return DARWIN_PROC_FLAG_LP64 | (process->kernel ? DARWIN_PROC_FLAG_SYSTEM : 0)
        | (process->traced ? DARWIN_PROC_FLAG_TRACED : 0) | (process->pid == process->sid ? DARWIN_PROC_FLAG_SLEADER : 0)
        | (process->tty != 0 ? DARWIN_PROC_FLAG_CONTROLT : 0);
}

static void bsdinfo(const struct process *process, void *info) {
    struct start start = start_of(process);
    SET(info, proc_bsdinfo, pbi_flags, flags_of(process));
    SET(info, proc_bsdinfo, pbi_status, status_of(process));
    SET(info, proc_bsdinfo, pbi_pid, process->pid);
    SET(info, proc_bsdinfo, pbi_ppid, process->ppid);
    SET(info, proc_bsdinfo, pbi_uid, process->uid);
    SET(info, proc_bsdinfo, pbi_gid, process->gid);
    SET(info, proc_bsdinfo, pbi_ruid, process->ruid);
    SET(info, proc_bsdinfo, pbi_rgid, process->rgid);
    SET(info, proc_bsdinfo, pbi_svuid, process->svuid);
    SET(info, proc_bsdinfo, pbi_svgid, process->svgid);
    SET_TEXT(info, proc_bsdinfo, pbi_comm, process->comm);
    SET_TEXT(info, proc_bsdinfo, pbi_name, process->comm);
    SET(info, proc_bsdinfo, pbi_nfiles, process->files);
    SET(info, proc_bsdinfo, pbi_pgid, process->pgid);
    SET(info, proc_bsdinfo, e_tdev, process->tty);
    SET(info, proc_bsdinfo, e_tpgid, process->tpgid);
    SET(info, proc_bsdinfo, pbi_nice, process->nice);
    SET(info, proc_bsdinfo, pbi_start_tvsec, start.seconds);
    SET(info, proc_bsdinfo, pbi_start_tvusec, start.microseconds);
}

static void shortbsdinfo(const struct process *process, void *info) {
    SET(info, proc_bsdshortinfo, pbsi_pid, process->pid);
    SET(info, proc_bsdshortinfo, pbsi_ppid, process->ppid);
    SET(info, proc_bsdshortinfo, pbsi_pgid, process->pgid);
    SET(info, proc_bsdshortinfo, pbsi_status, status_of(process));
    SET_TEXT(info, proc_bsdshortinfo, pbsi_comm, process->comm);
    SET(info, proc_bsdshortinfo, pbsi_flags, flags_of(process));
    SET(info, proc_bsdshortinfo, pbsi_uid, process->uid);
    SET(info, proc_bsdshortinfo, pbsi_gid, process->gid);
    SET(info, proc_bsdshortinfo, pbsi_ruid, process->ruid);
    SET(info, proc_bsdshortinfo, pbsi_rgid, process->rgid);
    SET(info, proc_bsdshortinfo, pbsi_svuid, process->svuid);
    SET(info, proc_bsdshortinfo, pbsi_svgid, process->svgid);
}

static void uniqidentifierinfo(const struct process *process, void *info) {
    struct process parent;
    uint64_t id = unique_id(process);
    for (size_t i = 0; i < LENGTH_proc_uniqidentifierinfo_p_uuid; i++) {
        AT(info, proc_uniqidentifierinfo, p_uuid)[i] = (unsigned char) (opaque(id) >> i % 8 * 8);
    }
    SET(info, proc_uniqidentifierinfo, p_uniqueid, id);
    if (read_process(process->ppid, &parent) == 0) SET(info, proc_uniqidentifierinfo, p_puniqueid, unique_id(&parent));
    SET(info, proc_uniqidentifierinfo, p_idversion, opaque(id) & 0x7fffffff);
}

// With no buffer the capacity of the table, not what is open; with one as many as fit.
static int listfds(const struct process *process, void *buffer, size_t size) {
    if (buffer == NULL) return (int) ((process->files + 20) * SIZE_proc_fdinfo);
    struct descriptor *all;
    size_t count;
    int failed = descriptors_of(process, &all, &count);
    if (failed < 0) return failed;
    size_t stored = size / SIZE_proc_fdinfo < count ? size / SIZE_proc_fdinfo : count;
    for (size_t i = 0; i < stored; i++) {
        char *entry = (char *) buffer + i * SIZE_proc_fdinfo;
        SET(entry, proc_fdinfo, proc_fd, all[i].fd);
        SET(entry, proc_fdinfo, proc_fdtype, all[i].type);
    }
    free(all);
    return (int) (stored * SIZE_proc_fdinfo);
}

static const struct flavor {
    int number;
    size_t size;                                // of the structure, or of one entry of a list
    void (*fill)(const struct process *, void *); // NULL: a list
    bool checked;                               // for processes of the same user only
} flavors[] = {
    {DARWIN_PROC_PIDLISTFDS, SIZE_proc_fdinfo, NULL, true},
    {DARWIN_PROC_PIDLISTFILEPORTS, SIZE_proc_fileportinfo, NULL, true},
    {DARWIN_PROC_PIDTBSDINFO, SIZE_proc_bsdinfo, bsdinfo, true},
    {DARWIN_PROC_PIDT_SHORTBSDINFO, SIZE_proc_bsdshortinfo, shortbsdinfo, false},
    {DARWIN_PROC_PIDUNIQIDENTIFIERINFO, SIZE_proc_uniqidentifierinfo, uniqidentifierinfo, false},
};

static int pidinfo(int pid, int number, uint64_t arg, void *buffer, int size) {
    const struct flavor *flavor = NULL;
    for (size_t i = 0; i < sizeof flavors / sizeof *flavors; i++) {
        if (flavors[i].number == number) flavor = &flavors[i];
    }
    if (flavor == NULL) return -DARWIN_EINVAL;
    bool sizing = flavor->fill == NULL && buffer == NULL;
    if (!sizing && (size < 0 || (size_t) size < flavor->size)) return -DARWIN_ENOMEM;

    struct process process;
    int failed = find_process(pid, &process);
    if (failed < 0) return failed;
    bool zombies = flavor->fill != NULL && arg != 0; // xnu: findzomb
    if (process.zombie && !zombies) return -DARWIN_ESRCH;
    if (flavor->checked && (failed = may_inspect(&process)) < 0) return failed;

    if (number == DARWIN_PROC_PIDLISTFDS) return listfds(&process, buffer, (size_t) size);
    if (number == DARWIN_PROC_PIDLISTFILEPORTS) return 0; // Linux has nothing of the kind
    memset(buffer, 0, flavor->size);
    flavor->fill(&process, buffer);
    return (int) flavor->size;
}

int darwin_proc_pidinfo(int pid, int flavor, uint64_t arg, void *buffer, int size) EXPORTED_AS("proc_pidinfo");
int darwin_proc_pidinfo(int pid, int flavor, uint64_t arg, void *buffer, int size) {
    ANSWER(PROC_PIDINFO, end_libproc, pidinfo(pid, flavor, arg, buffer, size));
}
