package io.github.ports4j.macos.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.libsystem.LibSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standin")
class StandInProcessIT {
    private static final DarwinLayouts LAYOUTS = DarwinMemory.LAYOUTS;
    private static final int ALL = LAYOUTS.constant("PROC_ALL_PIDS");
    private static final int LIST_FDS = LAYOUTS.constant("PROC_PIDLISTFDS");
    private static final int INFO = LAYOUTS.constant("PROC_PIDTBSDINFO");
    private static final int SHORT_INFO = LAYOUTS.constant("PROC_PIDT_SHORTBSDINFO");
    private static final int UNIQUE = LAYOUTS.constant("PROC_PIDUNIQIDENTIFIERINFO");
    private static final int OWN = (int) ProcessHandle.current().pid();
    private static final int EPERM = LAYOUTS.constant("EPERM");
    private static final int ESRCH = LAYOUTS.constant("ESRCH");
    private static final int ENOMEM = LAYOUTS.constant("ENOMEM");
    private static final int EINVAL = LAYOUTS.constant("EINVAL");

    private StandInControl control;

    @BeforeEach
    void load() {
        control = StandIn.load();
        control.reset();
    }

    @Test
    void listsTheNewestFirstThenZombiesAndProcessZero() {
        try (Child child = Child.withZombie()) {
            waitForZombie(child.told());
            List<Integer> pids = pids(100_000);
            assertThat(pids).contains(OWN, 0, 1, child.pid(), child.told());
            assertThat(pids.indexOf(child.pid())).isLessThan(pids.indexOf(OWN));
            assertThat(pids.indexOf(OWN)).isLessThan(pids.indexOf(0));
            assertThat(pids.indexOf(0)).isLessThan(pids.indexOf(child.told()));
        }
    }

    @Test
    void aListThatDoesNotFitIsCutWithoutAWord() {
        assertThat(pids(3)).hasSize(3);
        int size = LibSystem.proc_listpids(ALL, 0, 0, 0);
        assertThat(size / Integer.BYTES).isGreaterThanOrEqualTo(pids(100_000).size() + 10);
        control.set(Fault.UNSIZED_PIDS, 40);
        assertThat(LibSystem.proc_listpids(ALL, 0, 0, 0) / Integer.BYTES)
                .isLessThan(pids(100_000).size());
    }

    @Test
    void aDescriptorListHasTheSizeOfTheTable() {
        DarwinMemory none = new DarwinMemory(8);
        int size = LibSystem.proc_pidinfo(OWN, LIST_FDS, 0, 0, 0);
        assertThat((size / LAYOUTS.size("proc_fdinfo") - 20) % 64).isZero(); // Linux' tables grow by 64
        assertThat(LibSystem.proc_pidinfo(OWN, LIST_FDS, 0, none.address(), 8)).isEqualTo(8);
        assertThat(LibSystem.proc_pidinfo(OWN, LIST_FDS, 0, none.address(), 7)).isZero();
        assertThat(LibSystem.errno()).isEqualTo(ENOMEM);
    }

    @Test
    void theStartIsTheSameInAllStructuresAndForJava() {
        try (Child child = Child.sleeping()) {
            DarwinMemory info = DarwinMemory.of("proc_bsdinfo");
            assertThat(LibSystem.proc_pidinfo(child.pid(), INFO, 0, info.address(), info.size()))
                    .isEqualTo(info.size());
            long seconds = info.number(0, "proc_bsdinfo", "pbi_start_tvsec");
            long micros = info.number(0, "proc_bsdinfo", "pbi_start_tvusec");
            assertThat(seconds * 1000 + micros / 1000)
                    .isEqualTo(child.info().startInstant().orElseThrow().toEpochMilli());
            assertThat(info.number(0, "proc_bsdinfo", "pbi_ppid")).isEqualTo(OWN);
            assertThat(info.text(0, "proc_bsdinfo", "pbi_comm")).isEqualTo("sleep");

            DarwinMemory kinfo = StandInSysctlIT.processByNumber(child.pid());
            assertThat(kinfo.number(0, "kinfo_proc", "kp_proc.p_un.__p_starttime.tv_sec"))
                    .isEqualTo(seconds);
            assertThat(kinfo.number(0, "kinfo_proc", "kp_proc.p_un.__p_starttime.tv_usec"))
                    .isEqualTo(micros);
        }
    }

    @Test
    void othersAreRefusedWhereDarwinChecks() {
        int parent = (int) ProcessHandle.current().parent().orElseThrow().pid();
        DarwinMemory info = DarwinMemory.of("proc_bsdinfo");
        DarwinMemory text = new DarwinMemory(4096);
        int checked = OtherUser.call(() -> errno(LibSystem.proc_pidinfo(parent, INFO, 0, info.address(), info.size())));
        int unchecked =
                OtherUser.call(() -> LibSystem.proc_pidinfo(parent, SHORT_INFO, 0, info.address(), info.size()));
        int unique = OtherUser.call(() -> LibSystem.proc_pidinfo(parent, UNIQUE, 0, info.address(), info.size()));
        int path = OtherUser.call(() -> LibSystem.proc_pidpath(parent, text.address(), text.size()));
        assertThat(checked).isEqualTo(EPERM);
        assertThat(unchecked).isEqualTo(LAYOUTS.size("proc_bsdshortinfo"));
        assertThat(unique).isEqualTo(LAYOUTS.size("proc_uniqidentifierinfo"));
        assertThat(path).isPositive(); // which Linux would not have told
        control.set(Fault.DENY_OTHERS, 1);
        assertThat(errno(LibSystem.proc_pidinfo(OWN, INFO, 0, info.address(), info.size())))
                .isZero();
    }

    @Test
    void aZombieIsFoundOnlyOnRequest() {
        try (Child child = Child.withZombie()) {
            int zombie = child.told();
            waitForZombie(zombie);
            DarwinMemory info = DarwinMemory.of("proc_bsdinfo");
            DarwinMemory text = new DarwinMemory(4096);
            assertThat(errno(LibSystem.proc_pidinfo(zombie, INFO, 0, info.address(), info.size())))
                    .isEqualTo(ESRCH);
            assertThat(LibSystem.proc_pidinfo(zombie, INFO, 1, info.address(), info.size()))
                    .isPositive();
            assertThat(info.number(0, "proc_bsdinfo", "pbi_status")).isEqualTo(LAYOUTS.constant("SZOMB"));
            assertThat(errno(LibSystem.proc_pidinfo(zombie, LIST_FDS, 1, info.address(), info.size())))
                    .isEqualTo(ESRCH);
            assertThat(errno(LibSystem.proc_pidpath(zombie, text.address(), text.size())))
                    .isEqualTo(ESRCH);
            assertThat(LibSystem.kill(zombie, 0)).isZero();
        }
    }

    @Test
    void aPathNeedsABufferOfTheRightSize() {
        DarwinMemory text = new DarwinMemory(8192);
        assertThat(LibSystem.proc_pidpath(OWN, text.address(), 1024)).isPositive();
        assertThat(errno(LibSystem.proc_pidpath(OWN, text.address(), 1023))).isEqualTo(ENOMEM);
        assertThat(errno(LibSystem.proc_pidpath(OWN, text.address(), 4097))).isEqualTo(LAYOUTS.constant("EOVERFLOW"));
    }

    @Test
    void whatIsMissingHasItsErrno() {
        DarwinMemory info = DarwinMemory.of("proc_bsdinfo");
        assertThat(errno(LibSystem.proc_pidinfo(-1, INFO, 0, info.address(), info.size())))
                .isEqualTo(ESRCH);
        assertThat(errno(LibSystem.proc_pidinfo(OWN, 99, 0, info.address(), info.size())))
                .isEqualTo(EINVAL);
        assertThat(errno(LibSystem.proc_pidinfo(OWN, INFO, 0, info.address(), info.size() - 1)))
                .isEqualTo(ENOMEM);
        assertThat(LibSystem.kill(OWN, 29)).isEqualTo(-1); // INFO
        assertThat(LibSystem.errno()).isEqualTo(EINVAL);
    }

    @Test
    void aProcessVanishesOnDemand() {
        try (Child child = Child.sleeping()) {
            control.set(Fault.VANISH_PID, child.pid());
            control.set(Fault.VANISH_AFTER, 1);
            DarwinMemory info = DarwinMemory.of("proc_bsdinfo");
            assertThat(pids(100_000)).contains(child.pid());
            assertThat(LibSystem.proc_pidinfo(child.pid(), INFO, 0, info.address(), info.size()))
                    .isPositive();
            assertThat(errno(LibSystem.proc_pidinfo(child.pid(), INFO, 0, info.address(), info.size())))
                    .isEqualTo(ESRCH);
            assertThat(pids(100_000)).contains(child.pid());
        }
    }

    private static int errno(int answer) {
        return answer > 0 ? 0 : LibSystem.errno();
    }

    private static List<Integer> pids(int room) {
        DarwinMemory list = new DarwinMemory(room * Integer.BYTES);
        int bytes = LibSystem.proc_listpids(ALL, 0, list.address(), list.size());
        List<Integer> pids = new ArrayList<>();
        for (int at = 0; at < bytes; at += Integer.BYTES) {
            pids.add(list.int32(at));
        }
        return pids;
    }

    private static void waitForZombie(int pid) {
        Deadline deadline = Deadline.ofSeconds(10);
        while (StandInSysctlIT.processByNumber(pid).number(0, "kinfo_proc", "kp_proc.p_stat")
                != LAYOUTS.constant("SZOMB")) {
            deadline.pause();
        }
    }
}
