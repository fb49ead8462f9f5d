/** What tests are made of that are not in Java; for the tests of other modules too. */
package io.github.ports4j.compiler;
