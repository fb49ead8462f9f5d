/** Openings through ufw(8): its files of rules are read, and its program is run. */
package io.github.ports4j.linux.firewall.ufw;
