package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.spi.ProcessFacts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that may not do everything, and a process of another user. */
@Tag("root")
class PermissionIT {
    /** Still root, so that it can read its class path, but a root that others' processes do not obey. */
    private static final List<String> WEAK =
            List.of("setpriv", "--regid=65533", "--clear-groups", "--bounding-set=-kill,-sys_ptrace");

    @BeforeEach
    void onlyRootMakesOthers() {
        assumeTrue(ProcessReadIT.isRoot(), "only root can become others");
    }

    private static Child stranger() {
        return Child.start("setpriv", "--reuid=65534", "--clear-groups", "sleep", "1000");
    }

    private static Child weakJvm(List<String> before, ProcessFacts stranger) {
        List<String> arguments = List.of(
                Long.toString(stranger.id().pid()), Long.toString(stranger.id().startToken()));
        return Child.start(
                Stream.concat(before.stream(), WEAK.stream()).toList(),
                Stream.concat(Child.java(Unpermitted.class).stream(), arguments.stream())
                        .toList());
    }

    @Test
    void tellsThatItMayNotSignal() {
        try (Child stranger = stranger()) {
            ProcessFacts facts = stranger.await(now -> now.name().equals("sleep"));
            try (Child jvm = weakJvm(List.of(), facts)) {
                assertThat(jvm.line()).isEqualTo("sleep nobody Optional.empty");
                assertThat(jvm.line()).isEqualTo("NOT_PERMITTED NOT_PERMITTED");
                assertThat(jvm.line()).isEqualTo("NOT_PERMITTED NOT_PERMITTED");
            }
            assertThat(stranger.facts().id()).isEqualTo(facts.id());
        }
    }

    @Test
    void doesNotTakeAHiddenProcessForGone() {
        try (Child stranger = stranger()) {
            ProcessFacts facts = stranger.await(now -> now.name().equals("sleep"));
            try (Child jvm = weakJvm(hidepid(2), facts)) {
                assertThat(jvm.line()).contains("ENOENT").contains("/proc hides it");
                assertThat(jvm.line()).contains("ENOENT").contains("/proc hides it");
            }
            try (Child jvm = weakJvm(hidepid(1), facts)) {
                assertThat(jvm.line()).contains("EPERM (1)");
                assertThat(jvm.line()).contains("EPERM (1)");
            }
        }
    }

    /** A mount namespace with a /proc of its own for the same pids. */
    private static List<String> hidepid(int value) {
        String script = "mount -t proc -o hidepid=" + value + " proc /proc && exec \"$@\"";
        return List.of("unshare", "--mount", "/bin/sh", "-c", script, "sh");
    }
}
