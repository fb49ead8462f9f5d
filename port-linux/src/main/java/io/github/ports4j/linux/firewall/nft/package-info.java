/**
 * nf_tables through nft's own language: {@code Nft} runs it, {@code RulesetReader} decodes what it answers, {@code NftDenial} and {@code
 * NftOpening} make rules of ours.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.nft;
