/** What other tools do where a port is to be freed, beside the command ports: for docs/benchmarks.md, no test. */
package io.github.ports4j.it.peers;
