/** Openings through firewalld(1): rich rules of its zones, and a record of each in a directory of ours, as it keeps no comments. */
package io.github.ports4j.linux.firewall.firewalld;
