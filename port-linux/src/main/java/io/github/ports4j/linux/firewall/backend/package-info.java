/** What those that make rules have in common: what each offers, and changes that are made whole or not at all. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.backend;
