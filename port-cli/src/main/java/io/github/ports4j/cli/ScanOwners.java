package io.github.ports4j.cli;

import io.github.ports4j.Owner;
import io.github.ports4j.PortException;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who holds the open ports of a report, as far as they are this host's own. */
final class ScanOwners {
    private final Map<ScanResult, Owner> owners;
    private final Function<ProcessId, Optional<ProcessInfo>> details;

    private ScanOwners(Map<ScanResult, Owner> owners, Function<ProcessId, Optional<ProcessInfo>> details) {
        this.owners = owners;
        this.details = details;
    }

    /** Of no port. */
    static ScanOwners none() {
        return new ScanOwners(Map.of(), id -> Optional.empty());
    }

    /** Asks for them. If they can't be read, that is said, and the report stands without them. */
    static ScanOwners of(ScanReport report, Ports ports, Output output) {
        try {
            return new ScanOwners(ports.scanner().owners(report), new ProcessDetails(ports.terminator())::of);
        } catch (PortInterruptedException e) {
            throw e;
        } catch (PortException e) {
            output.say(output.message().add(Style.WARNING, "without owners: ").add(String.valueOf(e.getMessage())));
            return none();
        }
    }

    /** Whether there is none: no port that is open is this host's. */
    boolean isEmpty() {
        return owners.isEmpty();
    }

    /** Who holds this port; empty if it is another host's. */
    Optional<Owner> of(ScanResult open) {
        return Optional.ofNullable(owners.get(open));
    }

    /** The process; empty if it has ended meanwhile. */
    Optional<ProcessInfo> process(ProcessId id) {
        return details.apply(id);
    }

    /** {@code sshd pid 812}, {@code nginx pid 90, nginx pid 91}, {@code hidden}; empty text if no process has it. */
    String text(ScanResult open) {
        return of(open).map(this::text).orElse("");
    }

    private String text(Owner owner) {
        return switch (owner.kind()) {
            case KNOWN ->
                owner.processes().stream()
                        .map(id -> process(id).map(ProcessInfo::displayName).orElse("?") + " pid " + id.pid())
                        .collect(Collectors.joining(", "));
            case HIDDEN -> "hidden";
            case NONE, NOT_READ -> "";
        };
    }

    /** Says on standard error why some can't be told. */
    void sayHidden(Output output) {
        Map<String, Long> reasons = owners.values().stream()
                .filter(owner -> owner.kind() == Owner.Kind.HIDDEN)
                .collect(Collectors.groupingBy(Owner::reason, TreeMap::new, Collectors.counting()));
        List<String> texts = reasons.entrySet().stream()
                .map(reason -> reason.getValue() + (reason.getValue() == 1 ? " port: " : " ports: ") + reason.getKey())
                .toList();
        if (!texts.isEmpty()) {
            output.say(output.message().add(Style.WARNING, "hidden owners: ").add(String.join("; ", texts)));
        }
    }
}
