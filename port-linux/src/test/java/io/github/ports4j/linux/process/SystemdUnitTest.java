package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Supervisor;
import io.github.ports4j.linux.Hostile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdUnitTest {
    private static Optional<Supervisor> unit(String process, String manager) {
        return SystemdUnit.of(CgroupFile.parse(Hostile.bytes(process)), CgroupFile.parse(Hostile.bytes(manager)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/system.slice/shop.service, shop.service, systemctl stop shop.service",
                "/system.slice/shop.service/worker/3, shop.service, systemctl stop shop.service",
                "/system.slice/system-shop.slice/shop@a:b.service, shop@a:b.service, systemctl stop shop@a:b.service",
                "/shop.service, shop.service, systemctl stop shop.service",
                "/system.slice/_cgroup.service, cgroup.service, systemctl stop cgroup.service",
                "/system.slice/-x.service, -x.service, systemctl stop -- -x.service",
                "/system.slice/my\\x2dshop.service, my\\x2dshop.service, systemctl stop 'my\\x2dshop.service'",
                "/system.slice/a'$(id).service, a'$(id).service, systemctl stop 'a'\\''$(id).service'",
                "/user.slice/user-7.slice/user@7.service/app.slice/foo.service, foo.service, systemctl --user stop foo.service",
                "/user.slice/user-7.slice/user@7.service/foo.service/x, foo.service, systemctl --user stop foo.service",
                "/user.slice/user-7.slice/user@7.service/init.scope, user@7.service, systemctl stop user@7.service",
                "/user.slice/user-7.slice/user@7.service, user@7.service, systemctl stop user@7.service",
                "/machine.slice/systemd-nspawn@a.service/payload/system.slice/in.service, systemd-nspawn@a.service, systemctl stop systemd-nspawn@a.service"
            })
    void isTheServiceThatTheCgroupBelongsTo(String path, String unit, String stop) {
        assertThat(unit("0::" + path + "\n", "0::/init.scope\n")).contains(new Supervisor("systemd", unit, stop));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/init.scope",
                "/system.slice",
                "/user.slice/user-7.slice/session-3.scope",
                "/user.slice/user-7.slice/user@7.service/app.slice/vte-1.scope",
                "/user.slice/user-7.slice/user@7.service/app.slice",
                "/system.slice/docker-0123.scope/system.slice/in.service",
                "/docker/0123/system.slice/in.service",
                "/system.slice/dev-hugepages.mount",
                "/../../system.slice/shop.service",
                "/system.slice/shop.serviced"
            })
    void isNoneWhereNoServiceOfThisManagerBegins(String path) {
        assertThat(unit("0::" + path + "\n", "0::/init.scope\n")).isEmpty();
    }

    @Test
    void countsFromTheManagersRoot() {
        String shop = "0::/docker/0123/system.slice/shop.service\n";
        assertThat(unit(shop, "0::/docker/0123/init.scope\n").map(Supervisor::unit))
                .contains("shop.service");
        assertThat(unit("0::/system.slice/box.service\n", "0::/system.slice/box.service\n"))
                .isEmpty();
        assertThat(unit("0::/../../system.slice/shop.service\n", "0::/../../init.scope\n")
                        .map(Supervisor::unit))
                .contains("shop.service");
    }

    @Test
    void looksIntoTheHierarchyThatSystemdUsesOnHybridHosts() {
        String process = "9:name=systemd:/system.slice/shop.service\n6:freezer:/\n0::/\n";
        assertThat(unit(process, "9:name=systemd:/init.scope\n0::/\n").map(Supervisor::unit))
                .contains("shop.service");
        assertThat(unit("6:freezer:/system.slice/shop.service\n", "9:name=systemd:/\n"))
                .isEmpty();
    }
}
