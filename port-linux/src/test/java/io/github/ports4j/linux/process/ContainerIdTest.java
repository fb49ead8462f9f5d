package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.Hostile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerIdTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);

    private static Optional<String> container(String process, String self) {
        return ContainerId.of(CgroupFile.parse(Hostile.bytes(process)), CgroupFile.parse(Hostile.bytes(self)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docker/ID",
                "/docker/ID/init",
                "/system.slice/docker-ID.scope",
                "/user.slice/user-7.slice/user@7.service/user.slice/docker-ID.scope",
                "/machine.slice/libpod-ID.scope/container",
                "/system.slice/web.service/libpod-payload-ID",
                "/libpod_parent/libpod-ID",
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2.slice/cri-containerd-ID.scope",
                "/kubepods/besteffort/pod0b5c7e0a-0000-0000-0000-000000000000/ID",
                "/kubepods.slice/kubepods-pod1.slice/crio-ID.scope",
                "/docker/fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210/docker/ID"
            })
    void isTheIdOfTheInnermost(String path) {
        assertThat(container("0::" + path.replace("ID", ID) + "\n", "0::/\n")).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lxc/web", "/lxc/web/ns/init.scope", "/lxc.payload.web", "/lxc.payload.web/system.slice"})
    void isTheNameUnderLxc(String path) {
        assertThat(container("0::" + path + "\n", "0::/\n")).contains("web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/system.slice/docker.service",
                "/machine.slice/libpod-conmon-ID.scope",
                "/machine.slice/crio-conmon-ID.scope",
                "/machine.slice/machine-libpod_pod_ID.slice",
                "/process_api/0123456789abcdef0123456789abcdef",
                "/docker/0ID",
                "/lxc",
                "/lxc.monitor.web",
                "/lxc.payload."
            })
    void isNoneOutsideOfContainers(String path) {
        assertThat(container("0::" + path.replace("ID", ID) + "\n", "0::/\n")).isEmpty();
    }

    @Test
    void isFoundInAnyHierarchy() {
        assertThat(container("9:pids:/docker/" + ID + "\n0::/\n", "0::/\n")).contains(ID);
    }

    @Test
    void isNoneForTheContainerOfThisJvm() {
        assertThat(container("0::/docker/" + ID + "/x\n", "0::/docker/" + ID + "\n"))
                .isEmpty();
        assertThat(container("0::/docker/" + OTHER + "\n", "0::/docker/" + ID + "\n"))
                .contains(OTHER);
    }
}
