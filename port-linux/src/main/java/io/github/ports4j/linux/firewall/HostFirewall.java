package io.github.ports4j.linux.firewall;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.firewalld.Firewalld;
import io.github.ports4j.linux.firewall.firewalld.FirewalldOpening;
import io.github.ports4j.linux.firewall.iptables.IptablesPrograms;
import io.github.ports4j.linux.firewall.iptables.IptablesRules;
import io.github.ports4j.linux.firewall.iptables.IptablesTables;
import io.github.ports4j.linux.firewall.iptables.Variant;
import io.github.ports4j.linux.firewall.nft.Nft;
import io.github.ports4j.linux.firewall.nft.NftDenial;
import io.github.ports4j.linux.firewall.nft.NftOpening;
import io.github.ports4j.linux.firewall.nft.RulesetReader;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ufw.UfwFiles;
import io.github.ports4j.linux.firewall.ufw.UfwOpening;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.posix.SystemCommands;
import io.github.ports4j.spi.PacketFilter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The packet filter of this host, put together: its programs, its kernel, and who makes rules in them. */
public final class HostFirewall {
    private static final Duration DEADLINE =
            Duration.ofSeconds(30); // iptables waits 5 s for its lock; firewall-cmd is slow on small hosts
    private static final int ATTEMPTS = 20; // others may change rules while they are read

    private final CommandRunner programs;
    private final Nft nft;
    private final IptablesTables iptables;
    private final UfwFiles ufw = new UfwFiles();
    private final Privilege privilege = Privilege.read();
    private final Predicate<InetAddress> local = new LocalAddresses();
    private final Path records;

    private HostFirewall(CommandRunner programs, Nft nft, Path records) {
        this.programs = programs;
        this.nft = nft;
        this.records = records;
        this.iptables = new IptablesTables(programs);
    }

    /** Finds out who manages it. Changes nothing, and needs no privilege. */
    public static PacketFilter find() {
        return find(new SystemCommands(DEADLINE), UnaryOperator.identity(), FirewalldOpening.RECORDS);
    }

    /**
     * The same through these, by which alone it reaches out of this process.
     *
     * @param programs runs programs
     * @param around what is put around nft
     * @param records where the records are of rules that can't bear a mark; only root may write there
     */
    public static PacketFilter find(CommandRunner programs, UnaryOperator<Nft> around, Path records) {
        return new HostFirewall(programs, around.apply(Nft.of(programs)), records).look();
    }

    private PacketFilter look() {
        Installed installed = new Installed(
                Firewalld.state(programs),
                programs.isThere(UfwOpening.PROGRAM),
                ufwEnabled(),
                IptablesPrograms.find(programs, Variant.NFT).isPresent());
        Detection detection = new Detection(installed, privilege, local);
        Survey survey;
        Optional<NotPermittedException> nftIsMissing = Optional.empty();
        try {
            Sight sight = sight();
            survey = detection.seen(sight.rules());
            nftIsMissing = sight.nftIsMissing();
        } catch (NotPermittedException e) {
            survey = detection.unseen(e);
        }
        return new LinuxPacketFilter(survey, new Present(installed, nftIsMissing), this::rules, local);
    }

    /** A file that this user may not read says nothing; then the chains will. */
    private boolean ufwEnabled() {
        try {
            return ufw.enabled();
        } catch (NotPermittedException e) {
            return false;
        }
    }

    /**
     * All rules as they were seen.
     *
     * @param nftIsMissing why nf_tables can't be asked, where only iptables told what it knows
     */
    private record Sight(Ruleset rules, Optional<NotPermittedException> nftIsMissing) {}

    /**
     * All rules. Without nft, and with the privilege, there is still what iptables tells.
     *
     * @throws NotPermittedException if this user may not see them
     */
    private Sight sight() {
        requirePrivilege();
        try {
            return new Sight(new FilteringChains(ofOneMoment(), local).withoutRulesForOthers(), Optional.empty());
        } catch (NotPermittedException e) {
            if (programs.isThere(Nft.PROGRAM)) {
                throw e;
            }
            return new Sight(iptables.withoutNft(String.valueOf(e.getMessage())), Optional.of(e));
        }
    }

    private Ruleset rules() {
        return sight().rules();
    }

    private Ruleset ofNft() {
        return new RulesetReader(nft).read();
    }

    /** nft and iptables are asked one after the other, and what each tells of a rule is put together: so they have to be of the same rules. */
    private Ruleset ofOneMoment() {
        String before = nft.ruleset();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Ruleset all = iptables.with(ofNft());
            String after = nft.ruleset();
            if (before.equals(after)) {
                return all;
            }
            before = after;
        }
        throw new FirewallException(
                List.of(Nft.PROGRAM, "list", "ruleset"),
                -1,
                "",
                "the rules were changed each time while they were read; try again");
    }

    /** And no try, as libnftables would then write on this process's standard error. */
    private void requirePrivilege() {
        if (!privilege.netAdmin()) {
            throw new NotPermittedException("to look at the rules of nf_tables", "CAP_NET_ADMIN would permit it");
        }
    }

    /** Those that can make rules here. */
    private final class Present implements Backends {
        private final Installed installed;
        private final Optional<NotPermittedException> nftIsMissing;

        Present(Installed installed, Optional<NotPermittedException> nftIsMissing) {
            this.installed = installed;
            this.nftIsMissing = nftIsMissing;
        }

        @Override
        public RuleBackend opening(FirewallManager manager, Set<AddressFamily> filtering) {
            return switch (manager) {
                case FIREWALLD -> firewalldOpening();
                case UFW -> new UfwOpening(ufw, programs);
                case IPTABLES -> IptablesRules.opening(needed(Variant.NFT), filtering, HostFirewall.this::ofNft);
                case IPTABLES_LEGACY ->
                    IptablesRules.opening(needed(Variant.LEGACY), filtering, HostFirewall.this::ofNft);
                case NFTABLES -> new NftOpening(nft, HostFirewall.this::rules, local);
                default -> throw new IllegalArgumentException("nobody opens by " + manager);
            };
        }

        private RuleBackend firewalldOpening() {
            return new FirewalldOpening(programs, UplinkNames::read, records, Clock.systemUTC());
        }

        private IptablesPrograms needed(Variant variant) {
            return IptablesPrograms.find(programs, variant)
                    .orElseThrow(() -> new NotPermittedException(
                            "to change the rules of " + variant.manager(), "its programs are not installed"));
        }

        @Override
        public RuleBackend denying() {
            if (nftIsMissing.isEmpty()) {
                return new NftDenial(nft);
            }
            Variant variant = iptables.hasLegacyTables() ? Variant.LEGACY : Variant.NFT;
            IptablesPrograms tools = IptablesPrograms.find(programs, variant)
                    .or(() -> IptablesPrograms.find(programs, Variant.LEGACY))
                    .orElseThrow(nftIsMissing::orElseThrow);
            return IptablesRules.denial(tools, HostFirewall.this::ofNft);
        }

        @Override
        public List<RuleBackend> present() {
            requirePrivilege();
            List<RuleBackend> present = new ArrayList<>();
            if (nftIsMissing.isEmpty()) {
                present.add(new NftDenial(nft));
                present.add(new NftOpening(nft, HostFirewall.this::rules, local));
            }
            if (installed.ufw()) {
                present.add(new UfwOpening(ufw, programs));
            }
            if (installed.firewalld() != Firewalld.ABSENT) {
                present.add(firewalldOpening());
            }
            iptables(Variant.NFT).ifPresent(tools -> addIptables(present, tools));
            if (iptables.hasLegacyTables()) {
                iptables(Variant.LEGACY).ifPresent(tools -> addIptables(present, tools));
            }
            return present;
        }

        private Optional<IptablesPrograms> iptables(Variant variant) {
            return IptablesPrograms.find(programs, variant);
        }

        private void addIptables(List<RuleBackend> present, IptablesPrograms tools) {
            present.add(IptablesRules.opening(tools, Set.of(AddressFamily.values()), HostFirewall.this::ofNft));
            present.add(IptablesRules.denial(tools, HostFirewall.this::ofNft));
        }
    }
}
