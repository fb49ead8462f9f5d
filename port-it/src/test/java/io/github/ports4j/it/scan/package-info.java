/**
 * The scanner in laboratories: network namespaces in which it is known of every port what a scan must say. Root only. The long series
 * of scans are run with {@code -Dports4j.series=full}; see {@link io.github.ports4j.it.scan.Series}.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.scan;
