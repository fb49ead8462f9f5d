package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.linux.Programs;
import io.github.ports4j.linux.statistics.NetworkThread;
import io.github.ports4j.spi.FilterHold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * A network namespace that the test made, and nf_tables in it. What runs nft here refuses to do it anywhere else, so that no test can touch the
 * rules of the host.
 */
final class OwnNetwork implements AutoCloseable {
    private static final Path NAMESPACE = Path.of("/proc/thread-self/ns/net");

    private final Path outside;
    private final NetworkThread thread;

    private OwnNetwork() {
        outside = namespace();
        thread = new NetworkThread();
    }

    /** A new one; skips the test where that can't be had. */
    static OwnNetwork open() {
        try {
            assumeTrue(
                    Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can make namespaces");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Programs.assumeThere("ip", "nft", "nsenter", "setpriv");
        assumeTrue(NftLibrary.missing().isEmpty(), () -> "there is no " + NftLibrary.missing());
        return new OwnNetwork();
    }

    private static Path namespace() {
        try {
            return Files.readSymbolicLink(NAMESPACE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something in it. */
    <T> T call(Callable<T> task) {
        return thread.call(task);
    }

    /** Does something in it. */
    void run(Runnable task) {
        thread.call(() -> {
            task.run();
            return true;
        });
    }

    /** Runs a program in it. */
    String program(String... command) {
        return thread.run(command);
    }

    /** The library, guarded. */
    Nft nft() {
        return guarded(new NftLibrary());
    }

    /** The program, guarded; it is started by the calling thread, and so in its namespace. */
    Nft guarded(Nft nft) {
        return new Nft() {
            private void check() {
                assertThat(namespace()).as("this is the network of the host").isNotEqualTo(outside);
            }

            @Override
            public String ruleset() {
                check();
                return nft.ruleset();
            }

            @Override
            public String list(String json) {
                check();
                return nft.list(json);
            }

            @Override
            public void change(String text) {
                check();
                nft.change(text);
            }

            @Override
            public FilterHold hold(String text) {
                check();
                return nft.hold(text);
            }
        };
    }

    @Override
    public void close() {
        thread.close();
    }
}
