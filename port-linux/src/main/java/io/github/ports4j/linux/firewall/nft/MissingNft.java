package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.NotPermittedException;
import io.github.ports4j.spi.FilterHold;

/** Where there is neither library nor program. */
final class MissingNft implements Nft {
    private final String why;

    MissingNft(String why) {
        this.why = why;
    }

    private NotPermittedException missing() {
        return new NotPermittedException(
                "to reach nf_tables", "there is neither " + why + " nor " + PROGRAM + ": install the package nftables");
    }

    @Override
    public String ruleset() {
        throw missing();
    }

    @Override
    public String list(String json) {
        throw missing();
    }

    @Override
    public void change(String text) {
        throw missing();
    }

    @Override
    public FilterHold hold(String text) {
        throw missing();
    }
}
