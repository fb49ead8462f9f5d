package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.spi.ProcessFacts;
import java.util.Optional;

/** What the cgroups of a process say of it: the freezer, the unit of systemd, the container. */
final class CgroupFacts {
    private final ProcFiles files;

    CgroupFacts(ProcFiles files) {
        this.files = files;
    }

    /** Puts it into the facts. */
    void describe(CgroupFile cgroups, ProcessFacts.Builder facts) {
        // A host where a file below is hidden tells less; nothing is guessed in its place.
        Optional<byte[]> mounts = absolute("/proc/self/mountinfo");
        if (mounts.isPresent()) {
            facts.freezer(new FreezerFiles(this::absolute).state(cgroups, CgroupMounts.parse(mounts.get())));
        }
        Optional<byte[]> manager = absolute("/proc/1/cgroup");
        if (manager.isPresent()) {
            SystemdUnit.of(cgroups, CgroupFile.parse(manager.get())).ifPresent(facts::service);
        }
        Optional<byte[]> self = absolute("/proc/self/cgroup");
        if (self.isPresent()) {
            ContainerId.of(cgroups, CgroupFile.parse(self.get())).ifPresent(facts::container);
        }
    }

    private Optional<byte[]> absolute(String path) {
        return files.readIfPermitted(ProcFiles.AT_FDCWD, path);
    }
}
