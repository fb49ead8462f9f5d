/** The contract tests: a provider is finished when it passes them. Needs JUnit Jupiter and AssertJ. */
package io.github.ports4j.testkit.contract;
