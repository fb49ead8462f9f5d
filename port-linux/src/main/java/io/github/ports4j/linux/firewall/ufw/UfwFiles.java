package io.github.ports4j.linux.firewall.ufw;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What ufw keeps in files. They are read and never written: its program does that. {@code ufw show added} does not tell a rule for one
 * family from one for both, the files of rules do.
 *
 * @see "ufw-framework(8)"
 */
public final class UfwFiles {
    private final Path root;

    /** Those of this host. */
    public UfwFiles() {
        this(Path.of("/"));
    }

    UfwFiles(Path root) {
        this.root = root;
    }

    /** Whether ufw.conf says that it is switched on; false if there is none. Needs no privilege where the file is as it was installed. */
    public boolean enabled() {
        return setting("etc/ufw/ufw.conf", "ENABLED").equals("yes");
    }

    /** Whether it filters IPv6 too. */
    boolean filtersIpv6() {
        return setting("etc/default/ufw", "IPV6").equals("yes");
    }

    /** What processes of ours lock that change them. */
    Path lock() {
        return root.resolve("run/ports4j-ufw.lock");
    }

    private String setting(String file, String name) {
        String value = "";
        for (String line : read(root.resolve(file)).orElse("").split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase(name)) {
                value = line.substring(equals + 1).strip().replaceAll("^([\"'])(.*)\\1$", "$2");
            }
        }
        return value.toLowerCase(Locale.ROOT);
    }

    /**
     * The rules that users have made, in their order.
     *
     * @throws NotPermittedException if this user may not read them
     */
    List<UfwTuple> rules(AddressFamily family) {
        String name = family == AddressFamily.IPV4 ? "user.rules" : "user6.rules";
        return read(root.resolve("etc/ufw").resolve(name))
                .or(() -> read(root.resolve("lib/ufw").resolve(name))) // before 0.35
                .map(UfwTuple::parse)
                .orElse(List.of());
    }

    /** The rules of ours, a piece for each source. */
    List<OwnRules.Piece> own() {
        List<OwnRules.Piece> pieces = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            rules(family).forEach(tuple -> tuple.own(family).ifPresent(pieces::add));
        }
        return pieces;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(
                    Files.readString(file, StandardCharsets.ISO_8859_1)); // whose bytes always are characters
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new NotPermittedException("to read " + file, "ufw shows its rules to root only");
        } catch (IOException e) {
            throw new FirewallException(
                    List.of("read", file.toString()), -1, String.valueOf(e.getMessage()), "see why it can't be read");
        }
    }
}
