// SPDX-License-Identifier: Apache-2.0
/* sysctl KERN_PROC: struct kinfo_proc of any process, zombies too, for any user. */
#include "standin.h"

static void fill(const struct process *process, void *info) {
    memset(info, 0, SIZE_kinfo_proc);
    struct start start = start_of(process);
    SET(info, kinfo_proc, kp_proc_p_un___p_starttime_tv_sec, start.seconds);
    SET(info, kinfo_proc, kp_proc_p_un___p_starttime_tv_usec, start.microseconds);
    SET(info, kinfo_proc, kp_proc_p_flag, DARWIN_P_LP64 | (process->kernel ? DARWIN_P_SYSTEM : 0)
        | (process->traced ? DARWIN_P_TRACED : 0) | (process->tty != 0 ? DARWIN_P_CONTROLT : 0));
    SET(info, kinfo_proc, kp_proc_p_stat, process->zombie ? DARWIN_SZOMB : process->stopped ? DARWIN_SSTOP : DARWIN_SRUN);
    SET(info, kinfo_proc, kp_proc_p_pid, process->pid);
    SET(info, kinfo_proc, kp_proc_p_sigignore, process->ignored);
    SET(info, kinfo_proc, kp_proc_p_sigcatch, process->caught);
    SET(info, kinfo_proc, kp_proc_p_nice, process->nice);
    SET_TEXT(info, kinfo_proc, kp_proc_p_comm, process->comm);
    SET(info, kinfo_proc, kp_eproc_e_pcred_p_ruid, process->ruid);
    SET(info, kinfo_proc, kp_eproc_e_pcred_p_svuid, process->svuid);
    SET(info, kinfo_proc, kp_eproc_e_pcred_p_rgid, process->rgid);
    SET(info, kinfo_proc, kp_eproc_e_pcred_p_svgid, process->svgid);
    SET(info, kinfo_proc, kp_eproc_e_ucred_cr_uid, process->uid);
    SET(info, kinfo_proc, kp_eproc_e_ucred_cr_ngroups, 1);
    store(info, AT_kinfo_proc_kp_eproc_e_ucred_cr_groups, sizeof(gid_t), process->gid);
    SET(info, kinfo_proc, kp_eproc_e_ppid, process->ppid);
    SET(info, kinfo_proc, kp_eproc_e_pgid, process->pgid);
    SET(info, kinfo_proc, kp_eproc_e_tdev, process->tty != 0 ? process->tty : -1);
    SET(info, kinfo_proc, kp_eproc_e_tpgid, process->tpgid);
}

int sysctl_all_processes(struct reply *reply) {
    struct process *all;
    size_t count = all_processes(&all);
    int failed = 0;
    if (reply->buffer == NULL) {
        reply->length = (count + 5) * SIZE_kinfo_proc; // xnu: KERN_PROCSLOP
    } else {
        for (size_t i = 0; i < count && failed == 0; i++) {
            unsigned char info[SIZE_kinfo_proc];
            fill(&all[i], info);
            failed = put_whole(reply, info, sizeof info);
        }
    }
    free(all);
    return failed;
}

// A process that is not there is no failure: nothing is stored.
int sysctl_one_process(struct reply *reply, pid_t pid) {
    if (reply->buffer == NULL) {
        reply->length = (1 + 5) * SIZE_kinfo_proc;
        return 0;
    }
    struct process process;
    if (find_process(pid, &process) < 0) return 0;
    unsigned char info[SIZE_kinfo_proc];
    fill(&process, info);
    return put_whole(reply, info, sizeof info);
}
