package io.github.ports4j.it.scene;

import io.github.ports4j.testkit.contract.Ability;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What this host can do for the user that the tests run as, found without the library. */
final class LinuxAbilities {
    private static final Path PROC = Path.of("/proc");

    private final Map<Ability, Optional<String>> found = new EnumMap<>(Ability.class);

    /** Why not, in one sentence; empty if it can. */
    synchronized Optional<String> lacks(Ability ability) {
        return found.computeIfAbsent(ability, LinuxAbilities::find);
    }

    private static Optional<String> find(Ability ability) {
        return switch (ability) {
            case IPV6 -> unless(hasIpv6(), "this host has no ::1");
            case OTHER_USER, UNPRIVILEGED, PID_NAMESPACE, NETWORK_NAMESPACE ->
                unless(isRoot(), "the tests do not run as root");
            case PID_REUSE ->
                unless(
                        isRoot() && Files.isWritable(PROC.resolve("sys/kernel/ns_last_pid")),
                        "ns_last_pid cannot be written");
            case FREEZE_ALL -> Cgroups.lacksFreezer();
            case FREEZE_HANDLERS -> Cgroups.lacksUnified();
            case SEE_BOUND -> lacksBound();
            case SEE_ALL -> firstUnreadable();
            case PROGRAM,
                    FORK,
                    NEVER_REAPED,
                    NO_NAME,
                    STRICT_REUSE,
                    LEADER_EXIT,
                    IN_FLIGHT,
                    ADDRESS_FLAGS,
                    CARRIER,
                    ROUTE_METRICS,
                    COUNT_OPEN,
                    COUNT_ICMP,
                    COUNT_BY_FAMILY -> Optional.empty();
            case OWN_NETWORK -> throw new IllegalArgumentException("a scene has it or not: " + ability);
        };
    }

    private static Optional<String> unless(boolean can, String reason) {
        return can ? Optional.empty() : Optional.of(reason);
    }

    private static boolean isRoot() {
        return Syscalls.effectiveUser() == 0;
    }

    private static boolean hasIpv6() {
        try {
            return Files.readString(PROC.resolve("net/if_inet6")).contains("00000000000000000000000000000001 ");
        } catch (IOException e) {
            return false; // the file is there only with IPv6
        }
    }

    /** State bit 13 of a sock_diag request came with Linux 6.8. */
    private static Optional<String> lacksBound() {
        if (!Syscalls.hasSockDiag()) {
            return Optional.of("NETLINK_SOCK_DIAG is refused");
        }
        String version = System.getProperty("os.version");
        String[] parts = version.split("[^0-9]+", 3);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        return unless(major > 6 || (major == 6 && minor >= 8), "Linux " + version + " is older than 6.8");
    }

    /** The first process whose descriptors cannot be read. */
    private static Optional<String> firstUnreadable() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (!isReadable(process.resolve("fd"))) {
                    return Optional.of("the descriptors of pid " + process.getFileName() + " cannot be read");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("/proc cannot be listed: " + e);
        }
    }

    private static boolean isReadable(Path descriptors) throws IOException {
        try (Stream<Path> all = Files.list(descriptors)) {
            List<Path> links = all.toList();
            if (!links.isEmpty()) {
                Files.readSymbolicLink(links.get(0));
            }
            return true;
        } catch (AccessDeniedException e) {
            return false;
        } catch (NoSuchFileException e) {
            return true; // it or its descriptor is gone
        }
    }
}
