package io.github.ports4j.linux.firewall;

import io.github.ports4j.linux.firewall.firewalld.Firewalld;
import java.util.Optional;

/**
 * Whose programs are here, as can be told without a privilege. All of them are asked for rules of ours, whoever manages.
 *
 * @param firewalld whether firewalld runs
 * @param ufw whether ufw is installed
 * @param ufwIsOn whether it says that it is switched on
 * @param iptables whether iptables for nf_tables is installed
 */
record Installed(Firewalld firewalld, boolean ufw, boolean ufwIsOn, boolean iptables) {

    /** What a process that may look at nf_tables lacks of what they want, for it to look for rules of ours or to make one. */
    Optional<String> lacking(Privilege privilege) {
        if (firewalld == Firewalld.NOT_AUTHORIZED) {
            return Optional.of("the permission of firewalld, by uid 0 or polkit");
        }
        if (!privilege.root() && firewalld == Firewalld.RUNNING) {
            return Optional.of("uid 0, whose are the records of rules in firewalld");
        }
        if (!privilege.root() && (ufw || ufwIsOn)) {
            return Optional.of("uid 0, which ufw wants and to which alone it shows its rules");
        }
        return iptables && !privilege.passesOn()
                ? Optional.of("CAP_NET_ADMIN as an ambient capability, for iptables to have it too")
                : Optional.empty();
    }
}
