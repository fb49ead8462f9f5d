/** What is written about the library, held against what is there. */
package io.github.ports4j.it.docs;
