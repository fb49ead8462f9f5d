package io.github.ports4j.it.firewall;

import io.github.ports4j.Firewall;
import io.github.ports4j.core.firewall.LocalFirewall;
import io.github.ports4j.linux.LinuxProvider;
import io.github.ports4j.linux.firewall.HostFirewall;
import io.github.ports4j.posix.SystemCommands;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.ProcessControl;
import java.nio.file.Path;
import java.time.Duration;

/** The host, each change of whose filter is a step. */
final class SteppedHost implements HostProvider {
    private static final Path RECORDS = Path.of("/run/ports4j");

    private final LinuxProvider linux = new LinuxProvider();
    private final Steps steps;

    private SteppedHost(Steps steps) {
        this.steps = steps;
    }

    static Firewall firewall(Steps steps) {
        return new LocalFirewall(new SteppedHost(steps));
    }

    @Override
    public String name() {
        return "stepped " + linux.name();
    }

    @Override
    public Availability availability() {
        return linux.availability();
    }

    @Override
    public ProcessControl processes() {
        return linux.processes();
    }

    @Override
    public PacketFilter packetFilter() {
        return HostFirewall.find(
                new SteppedPrograms(new SystemCommands(Duration.ofSeconds(60)), steps),
                nft -> new SteppedNft(nft, steps),
                new SteppedFiles(steps).path(RECORDS));
    }
}
