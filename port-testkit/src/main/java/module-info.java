/** An in-memory host for users' own tests, and the contract tests that define a finished provider. */
@org.jspecify.annotations.NullMarked
module io.github.ports4j.testkit {
    requires static org.jspecify;
    requires transitive io.github.ports4j;
    requires static org.assertj.core;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;

    exports io.github.ports4j.testkit;
    exports io.github.ports4j.testkit.contract;
}
