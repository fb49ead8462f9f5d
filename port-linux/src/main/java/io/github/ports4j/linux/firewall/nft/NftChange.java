package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterObstacle;
import java.util.List;
import java.util.Optional;

/** A change whose text is known. */
final class NftChange implements FilterChange {
    private final Nft nft;
    private final String text;
    private final boolean held;

    /**
     * Of this text.
     *
     * @param text commands of nft; none if there is nothing to do
     * @param held whether it is to end with this process
     */
    NftChange(Nft nft, String text, boolean held) {
        this.nft = nft;
        this.text = text;
        this.held = held;
    }

    @Override
    public List<FirewallCommand> commands() {
        return text.isEmpty() ? List.of() : List.of(NftProgram.command(text));
    }

    @Override
    public Optional<FilterObstacle> obstacle() {
        return Optional.empty();
    }

    @Override
    public FilterHold apply() {
        if (held) {
            return hold();
        }
        if (!text.isEmpty()) {
            nft.change(text);
        }
        return FilterHold.NONE;
    }

    private FilterHold hold() {
        try {
            return nft.hold(text);
        } catch (FirewallException e) {
            if (!NftFailures.isOwnerUnknown(e)) {
                throw e;
            }
            UnsupportedFeatureException unsupported = new UnsupportedFeatureException(
                    "a rule that the kernel ends with this process: that needs Linux 5.12 and nftables 1.0; "
                            + e.getMessage());
            unsupported.addSuppressed(e);
            throw unsupported;
        }
    }
}
