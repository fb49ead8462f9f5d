package io.github.ports4j.it.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ports.local() makes of the provider jars that it finds: none, one, two, unavailable and broken ones. */
class DiscoveryIT {
    @TempDir
    private Path folder;

    private ProviderJars providers;

    @BeforeEach
    void setUp() {
        providers = new ProviderJars(folder);
    }

    @Test
    void noCoreNamesTheArtifactToAdd() throws Exception {
        Path app = Programs.forClassPath(folder);
        ChildJvm run = ChildJvm.onClassPath(Jars.plus(Jars.of("port-api"), app), "app.Ask");
        assertThat(run.out()).as("%s", run).startsWith("refused: ").contains("add io.github.ports4j:port-core");
    }

    @Test
    void noProviderNamesWhatWasLookedFor() throws Exception {
        assertThat(onClassPath()).startsWith("refused: ").contains("no provider", "io.github.ports4j:port-linux");
    }

    @Test
    void theOnlyOneIsUsed() throws Exception {
        assertThat(onClassPath(providers.available("alpha")))
                .startsWith("local: ")
                .contains("alpha");
    }

    @Test
    void twoAvailableAreRefusedAndBothNamed() throws Exception {
        assertThat(onClassPath(providers.available("alpha"), providers.available("beta")))
                .startsWith("refused: ")
                .contains("alpha", "beta");
    }

    @Test
    void anUnavailableOneBesideIsTold() throws Exception {
        assertThat(onClassPath(providers.available("alpha"), providers.unavailable("beta", "the moon is full")))
                .startsWith("local: ")
                .contains("alpha", "beta", "the moon is full");
    }

    @Test
    void theOnlyOneUnavailableIsRefusedWithItsReason() throws Exception {
        assertThat(onClassPath(providers.unavailable("beta", "the moon is full")))
                .startsWith("refused: ")
                .contains("beta", "the moon is full");
    }

    @Test
    void aBrokenConstructorBesideIsTold() throws Exception {
        assertThat(onClassPath(providers.failingInConstructor("broken", "the sky fell"), providers.available("alpha")))
                .startsWith("local: ")
                .contains("alpha", ProviderJars.className("broken"), "the sky fell");
    }

    @Test
    void anAvailabilityThatThrowsBesideIsTold() throws Exception {
        assertThat(onClassPath(providers.failingInAvailability("broken", "the sky fell"), providers.available("alpha")))
                .startsWith("local: ")
                .contains("alpha", "broken", "the sky fell");
    }

    @Test
    void aMissingClassBesideIsTold() throws Exception {
        assertThat(onClassPath(providers.withoutItsClass("ghost"), providers.available("alpha")))
                .startsWith("local: ")
                .contains("alpha", ProviderJars.className("ghost"));
    }

    @Test
    void onlyBrokenOnesAreRefusedWithWhatTheyThrew() throws Exception {
        assertThat(onClassPath(
                        providers.failingInConstructor("broken", "the sky fell"), providers.withoutItsClass("ghost")))
                .startsWith("refused: ")
                .contains(ProviderJars.className("broken"), "the sky fell", ProviderJars.className("ghost"))
                .containsPattern("thrown: .*" + ProviderJars.className("ghost"));
    }

    @Test
    void twoAvailableAreRefusedOnTheModulePath() throws Exception {
        assertThat(onModulePath(providers.available("alpha"), providers.available("beta")))
                .startsWith("refused: ")
                .contains("alpha", "beta");
    }

    @Test
    void aBrokenOneBesideIsToldOnTheModulePath() throws Exception {
        assertThat(onModulePath(providers.failingInConstructor("broken", "the sky fell"), providers.available("alpha")))
                .startsWith("local: ")
                .contains("alpha", ProviderJars.className("broken"), "the sky fell");
    }

    @Test
    void theOnlyOneUnavailableIsRefusedOnTheModulePath() throws Exception {
        assertThat(onModulePath(providers.unavailable("beta", "the moon is full")))
                .startsWith("refused: ")
                .contains("beta", "the moon is full");
    }

    private String onClassPath(Path... providerJars) throws IOException, InterruptedException {
        List<Path> jars = Jars.plus(Jars.WITHOUT_PROVIDER, providerJars);
        return out(ChildJvm.onClassPath(Jars.plus(jars, Programs.forClassPath(folder)), "app.Ask"));
    }

    private String onModulePath(Path... providerJars) throws IOException, InterruptedException {
        List<Path> jars = Jars.plus(Jars.WITHOUT_PROVIDER, providerJars);
        return out(ChildJvm.onModulePath(Jars.plus(jars, Programs.forModulePath(folder)), "app/app.Ask"));
    }

    private static String out(ChildJvm run) {
        assertThat(run.exit()).as("%s", run).isZero();
        return run.out();
    }
}
