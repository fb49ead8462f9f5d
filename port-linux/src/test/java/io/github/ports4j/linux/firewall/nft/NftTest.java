package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nft's answers mean, without nft. */
class NftTest {
    private static final String EMPTY = "{\"nftables\": [{\"metainfo\": {\"version\": \"1.0.6\"}}]}";

    /** Answers what a test says. */
    private static final class Scripted implements CommandRunner {
        private final CommandResult result;
        private final List<FirewallCommand> commands = new ArrayList<>();

        Scripted(int exit, String out, String err) {
            result = new CommandResult(exit, out, err);
        }

        @Override
        public CommandResult run(FirewallCommand command) {
            commands.add(command);
            return result;
        }

        @Override
        public boolean isThere(String path) {
            return true;
        }
    }

    @Test
    void withoutPrivilege() {
        Nft nft = new NftProgram(
                new Scripted(
                        1,
                        "",
                        "Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed: Operation not permitted"));
        assertThatThrownBy(() -> new RulesetReader(nft).read())
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("CAP_NET_ADMIN");
        NftOpening opening = new NftOpening(nft, () -> new RulesetReader(nft).read(), address -> false);
        FilterChange change =
                opening.prepare(Marks.open(FirewallRule.tcp(1).fromAny().intoBlockingChain()));
        assertThat(change.obstacle().orElseThrow().effect()).isEqualTo(FirewallEffect.INERT);
        FilterChange denial =
                new NftDenial(nft).prepare(Marks.deny(FirewallRule.tcp(1).fromAny()));
        assertThat(denial.commands()).hasSize(1);
        assertThatThrownBy(denial::apply).isInstanceOf(NotPermittedException.class);
    }

    @Test
    void anotherFailure() {
        Nft nft = new NftProgram(new Scripted(1, "", "Error: syntax error, unexpected newline"));
        assertThatThrownBy(() -> nft.change("add"))
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("/usr/sbin/nft -f - (exit 1): Error: syntax error");
    }

    @Test
    void neitherLibraryNorProgram() {
        Nft nft = new MissingNft("libnftables.so.1");
        List<ThrowingCallable> calls =
                List.of(nft::ruleset, () -> nft.list("x"), () -> nft.change("x"), () -> nft.hold("x"));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(NotPermittedException.class)
                    .hasMessageContaining("install the package nftables");
        }
    }

    @Test
    void aProgramCannotHold() {
        FilterChange change = new NftDenial(new NftProgram(new Scripted(0, "", "")))
                .prepare(Marks.deny(FirewallRule.tcp(1).fromAny().endingWithProcess()));
        assertThatThrownBy(change::apply).isInstanceOf(UnsupportedFeatureException.class);
    }

    /** Fails as libnftables does, with the command that it means below what it says. */
    private static FilterChange held(String error) {
        Nft nft = new Nft() {
            @Override
            public String ruleset() {
                throw new AssertionError();
            }

            @Override
            public String list(String json) {
                throw new AssertionError();
            }

            @Override
            public void change(String text) {
                throw new AssertionError();
            }

            @Override
            public FilterHold hold(String text) {
                throw NftFailures.of(List.of("libnftables"), -1, error);
            }
        };
        return new NftDenial(nft)
                .prepare(Marks.deny(FirewallRule.tcp(1).fromAny().endingWithProcess()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Could not process rule: Invalid argument",
                "Error: Could not process rule: Operation not supported",
                "Error: unknown table option owner",
                "Error: syntax error, unexpected flags",
            })
    void aKernelOrAnNftThatKnowsNoOwnersIsTooOld(String error) {
        assertThatThrownBy(held(error + "\nadd table inet ports4j_1 { flags owner; }\n^^^^^^^^^")::apply)
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("Linux 5.12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Could not process rule: Invalid argument\nadd rule inet ports4j_1 prerouting iifname x drop\n^^^^",
                "Error: Could not process rule: No buffer space available\nadd table inet ports4j_1 { flags owner; }\n^^^^",
                "Error: Could not process rule: File exists\nadd table inet ports4j_1 { flags owner; }\n^^^^",
                "netlink: Error: cache initialization failed: Invalid argument",
            })
    void whatElseFailsHasNothingToDoWithOwners(String error) {
        assertThatThrownBy(held(error)::apply)
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining(error.lines().findFirst().orElseThrow());
    }

    @Test
    void jsonIsAnArgument() {
        Scripted programs = new Scripted(0, EMPTY, "");
        new NftProgram(programs).list("{}");
        assertThat(programs.commands).containsExactly(FirewallCommand.of("/usr/sbin/nft", "-j", "-a", "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"nftables\": 1}",
                "{\"nftables\": [1]}",
                "{\"nftables\": [{}]}",
                "{\"nftables\": [{\"chain\": 1}]}",
                "{\"nftables\": [{\"chain\": {\"family\": \"ip\"}}]}",
                "{\"nftables\": [{\"chain\": {\"family\": \"ip\", \"table\": \"t\", \"name\": \"c\", \"type\": \"x\", \"hook\": \"input\", \"prio\": 0}}]}",
                "{\"nftables\": [{\"chain\": {\"family\": \"ip\", \"table\": \"t\", \"name\": \"c\", \"type\": \"filter\", \"hook\": \"input\", \"prio\": 0, \"policy\": \"x\"}}]}",
            })
    void whatIsNotUnderstoodIsSaidSo(String json) {
        Nft nft = new NftProgram(new Scripted(0, json, ""));
        assertThatThrownBy(() -> new RulesetReader(nft).read())
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("not understood");
    }

    @Test
    void flagsAndRulesOfTheText() {
        RulesetText text = RulesetText.of("""
                # Warning: table ip filter is managed by iptables-nft, do not touch!
                table ip filter { # handle 1
                \tchain INPUT { # handle 1
                \t\ttype filter hook input priority filter; policy drop;
                \t\ttcp dport 22 accept comment "a # handle 9" # handle 7
                \t}
                }
                table inet own { # handle 2 progname java
                \tflags owner,dormant

                \tset s { # handle 3
                \t\ttype inet_service
                \t\tflags interval
                \t}
                }
                """);
        TableId own = new TableId(TableFamily.INET, "own");
        TableId filter = new TableId(TableFamily.IP, "filter");
        assertThat(text.tables()).containsExactly(filter, own);
        assertThat(text.hasFlag(own, "owner")).isTrue();
        assertThat(text.hasFlag(own, "dormant")).isTrue();
        assertThat(text.hasFlag(own, "interval")).isFalse();
        assertThat(text.hasFlag(filter, "dormant")).isFalse();
        assertThat(text.rule(filter, 7)).contains("tcp dport 22 accept comment \"a # handle 9\"");
        assertThat(text.rule(own, 7)).isEmpty();
    }
}
