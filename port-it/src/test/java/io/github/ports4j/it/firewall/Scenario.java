package io.github.ports4j.it.firewall;

import java.util.stream.Stream;

/** What filters in a host before the library has done anything. */
enum Scenario {
    /** Nothing, and there is no table. */
    NONE(new NftFilter("", "", Sight.OPEN, Sight.OPEN)),

    /** Nothing, and the library's own table has been left empty. */
    EMPTY_TABLE(new NftFilter("add table inet " + Snapshot.OWN + "\n", "", Sight.OPEN, Sight.OPEN)),

    /** A chain of somebody else's that drops by its policy what it does not know. */
    NFT_POLICY_DROP(new NftFilter("""
            table inet foreign {
                chain input {
                    type filter hook input priority filter; policy drop;
                    ct state established,related accept
                    iifname "lo" accept
                    meta l4proto ipv6-icmp accept
                }
            }
            """, "inet foreign input", Sight.FILTERED, Sight.FILTERED)),

    /** Rules of somebody else's that reject {@link #PORT}. */
    NFT_REJECT_RULE(new NftFilter("""
            table inet foreign {
                chain input {
                    type filter hook input priority filter; policy accept;
                    tcp dport 8080 reject with tcp reset
                    udp dport 8080 reject
                }
            }
            """, "inet foreign input", Sight.RESET, Sight.PORT_UNREACHABLE)),

    /** Rules of somebody else's that drop {@link #PORT} before any chain for input is asked. */
    NFT_RAW_DROP(new NftFilter("""
            table inet foreign {
                chain prerouting {
                    type filter hook prerouting priority raw; policy accept;
                    tcp dport 8080 drop
                    udp dport 8080 drop
                }
            }
            """, "inet foreign prerouting", Sight.FILTERED, Sight.FILTERED)),

    /** The policy DROP of {@code iptables} where that is {@code iptables-nft}, which {@code nft} shows. */
    IPTABLES_NFT(new IptablesFilter("nft")),

    /** The same by {@code iptables-legacy}, which {@code nft} does not show. */
    IPTABLES_LEGACY(new IptablesFilter("legacy")),

    UFW(new UfwFilter()),

    FIREWALLD(new FirewalldFilter()),

    /** {@link #PORT} is that of a container, to which all is forwarded. */
    PUBLISHED(new PublishedPort("accept")),

    /** {@link #PORT} is that of a container, but nothing is forwarded. */
    PUBLISHED_FORWARD_DROP(new PublishedPort("drop"));

    /** The port that they are about; some filter others, too. */
    static final int PORT = 8080;

    @SuppressWarnings("ImmutableEnumChecker") // all of them are records of texts
    private final Filter filter;

    Scenario(Filter filter) {
        this.filter = filter;
    }

    Filter filter() {
        return filter;
    }

    /** Those that are tried: in every build all but ufw and firewalld, and these in the long series. */
    static Stream<Scenario> tried() {
        return Stream.of(values()).filter(scenario -> LongSeries.RUNS || (scenario != UFW && scenario != FIREWALLD));
    }
}
