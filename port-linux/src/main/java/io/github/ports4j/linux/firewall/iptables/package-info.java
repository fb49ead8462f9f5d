/** iptables(8) over both kernels' parts, nf_tables and the old x_tables: what iptables-save(8) prints is read, rules are made and taken away. */
package io.github.ports4j.linux.firewall.iptables;
