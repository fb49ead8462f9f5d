/** Opening and denying ports: what a user's call means, over a provider that only looks and does. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.core.firewall;
