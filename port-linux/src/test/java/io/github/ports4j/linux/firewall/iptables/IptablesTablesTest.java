package io.github.ports4j.linux.firewall.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallException;
import io.github.ports4j.linux.firewall.backend.Scripted;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IptablesTablesTest {
    private static final Ruleset EMPTY = new Ruleset(List.of());

    @TempDir
    Path net;

    private void kernelHas(String file, String names) throws IOException {
        Files.writeString(net.resolve(file), names);
    }

    @Test
    void aHostWithoutOldTablesAsksNoProgram() throws IOException {
        Scripted programs = new Scripted();
        IptablesTables tables = new IptablesTables(programs, net);
        assertThat(tables.with(EMPTY)).isEqualTo(EMPTY);
        kernelHas("ip_tables_names", "");
        assertThat(tables.with(EMPTY)).isEqualTo(EMPTY);
        assertThat(tables.hasLegacyTables()).isFalse();
        assertThat(programs.calls()).isEmpty();
    }

    @Test
    void oldTablesAreReadUnderNamesOfTheirOwnAndNeverListedWithS() throws IOException {
        kernelHas("ip_tables_names", "filter\n");
        Scripted programs = new Scripted()
                .answer(
                        "/usr/sbin/iptables-legacy-save",
                        0,
                        "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n",
                        "");
        Ruleset ruleset = new IptablesTables(programs, net).with(EMPTY);
        Chain input = ruleset.table(IptablesTables.filter(AddressFamily.IPV4, true))
                .orElseThrow()
                .chain("INPUT")
                .orElseThrow();
        assertThat(input.base().orElseThrow().hook()).isEqualTo(Hook.INPUT);
        assertThat(input.base().orElseThrow().drops()).isTrue();
        assertThat(input.rules()).hasSize(1);
        assertThat(programs.calls()).containsExactly("/usr/sbin/iptables-legacy-save");
    }

    @Test
    void oldTablesThatCanNotBeReadMayDrop() throws IOException {
        kernelHas("ip6_tables_names", "nat\nfilter\n");
        Ruleset ruleset = new IptablesTables(new Scripted(), net).with(EMPTY);
        assertThat(ruleset.tables()).singleElement().satisfies(table -> {
            assertThat(IptablesTables.isUnread(table.id())).isTrue();
            assertThat(table.toString()).contains("nat, filter").contains("Undecided");
        });
    }

    @Test
    void withoutNftThereIsWhatIptablesTellsAndADoubt() {
        Scripted programs = new Scripted()
                .answer("/usr/sbin/iptables-nft-save", 0, "*filter\n:INPUT DROP [0:0]\nCOMMIT\n", "")
                .answer("/usr/sbin/ip6tables-nft-save", 0, "", "");
        Ruleset ruleset = new IptablesTables(programs, net).withoutNft("nft is missing");
        assertThat(ruleset.table(IptablesTables.filter(AddressFamily.IPV4, false)))
                .isPresent();
        assertThat(NfTables.mayBeThere("nf_tables 1 0 - Live 0x0\n", "")).isTrue();
        assertThat(NfTables.mayBeThere("x_tables 1 0 - Live 0x0\n", "kernel/net/netfilter/nf_tables.ko\n"))
                .isTrue();
        assertThat(NfTables.mayBeThere("x_tables 1 0 - Live 0x0\n", "kernel/net/netfilter/x_tables.ko\n"))
                .isFalse();
    }

    @Test
    void whatCanNotBeReadIsNotTakenForNothing() throws IOException {
        Files.createDirectory(net.resolve("ip_tables_names"));
        IptablesTables tables = new IptablesTables(new Scripted(), net);
        assertThatThrownBy(tables::hasLegacyTables)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("ip_tables_names");
    }
}
