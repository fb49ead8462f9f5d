package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import java.util.Arrays;
import java.util.Optional;

/** The families of nft by their names. */
final class Families {
    private Families() {}

    static Optional<TableFamily> of(String name) {
        return Arrays.stream(TableFamily.values())
                .filter(family -> family.toString().equals(name))
                .findFirst();
    }
}
