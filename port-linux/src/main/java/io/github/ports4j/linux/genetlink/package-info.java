/** What drivers tell by families of generic netlink: speeds by ethtool, radio links by nl80211. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.genetlink;
