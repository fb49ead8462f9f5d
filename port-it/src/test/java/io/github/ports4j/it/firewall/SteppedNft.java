package io.github.ports4j.it.firewall;

import io.github.ports4j.linux.firewall.nft.Nft;
import io.github.ports4j.spi.FilterHold;

/**
 * libnftables, each change by which is a step.
 *
 * @param nft makes it
 */
record SteppedNft(Nft nft, Steps steps) implements Nft {
    @Override
    public String ruleset() {
        return nft.ruleset();
    }

    @Override
    public String list(String json) {
        return nft.list(json);
    }

    @Override
    public void change(String text) {
        steps.change("nft " + text.lines().findFirst().orElse(""), () -> {
            nft.change(text);
            return true;
        });
    }

    @Override
    public FilterHold hold(String text) {
        return steps.change("nft, held", () -> nft.hold(text));
    }
}
