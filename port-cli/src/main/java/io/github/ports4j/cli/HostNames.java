package io.github.ports4j.cli;

import io.github.ports4j.Durations;
import io.github.ports4j.PortInterruptedException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Names of hosts by reverse lookup. All are looked up at once, each address once, and what has not come when the time is over
 * is no longer waited for. A name is what a stranger has written: hostile text.
 */
final class HostNames {
    private static final int THREADS = 32;

    private final Map<InetAddress, String> names = new HashMap<>();
    private final Duration deadline;
    private int late;
    private int failed;
    private String failure = "";

    private HostNames(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * Looks them up; addresses of this host alone, and those that stand for all addresses, are not asked for.
     *
     * @param lookup gives the name of an address, or its text where it has none, as {@link InetAddress#getCanonicalHostName}
     *     does, which also sees that the name leads back to the address; may take for ever
     * @param deadline for all together
     */
    static HostNames of(Collection<InetAddress> addresses, Function<InetAddress, String> lookup, Duration deadline) {
        HostNames found = new HostNames(deadline);
        List<InetAddress> asked = addresses.stream()
                .filter(address -> !address.isLoopbackAddress() && !address.isAnyLocalAddress())
                .distinct()
                .toList();
        if (!asked.isEmpty()) {
            found.ask(asked, lookup);
        }
        return found;
    }

    private void ask(List<InetAddress> asked, Function<InetAddress, String> lookup) {
        List<Callable<String>> calls = new ArrayList<>();
        for (InetAddress address : asked) {
            calls.add(() -> lookup.apply(address));
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, asked.size()), HostNames::thread);
        try {
            List<Future<String>> answers =
                    threads.invokeAll(calls, deadline.toNanos(), TimeUnit.NANOSECONDS); // cancels what is late
            for (int i = 0; i < asked.size(); i++) {
                take(asked.get(i), answers.get(i));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortInterruptedException(List.of());
        } finally {
            threads.shutdownNow();
        }
    }

    /** A thread that does not keep the JVM from ending: a lookup can't be stopped. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ports-host-name");
        thread.setDaemon(true);
        return thread;
    }

    private void take(InetAddress address, Future<String> answer) throws InterruptedException {
        if (answer.isCancelled()) {
            late++;
            return;
        }
        try {
            String name = answer.get();
            if (!name.isEmpty() && !name.equals(address.getHostAddress())) {
                names.put(address, name);
            }
        } catch (ExecutionException e) {
            failed++;
            failure = String.valueOf(e.getCause());
        }
    }

    /** The name of this host, if one came in time. */
    Optional<String> of(InetAddress address) {
        return Optional.ofNullable(names.get(address));
    }

    /** Says on standard error which names did not come. */
    void sayMissing(Output output) {
        if (late > 0) {
            output.say(output.message()
                    .add(Style.WARNING, "without name: ")
                    .add(late + (late == 1 ? " host" : " hosts") + " whose name did not come within "
                            + Durations.format(deadline)));
        }
        if (failed > 0) {
            output.say(output.message()
                    .add(Style.WARNING, "without name: ")
                    .add(failed + (failed == 1 ? " host" : " hosts") + " whose lookup failed: " + failure));
        }
    }
}
