package io.github.ports4j.core;

import io.github.ports4j.Ports;
import io.github.ports4j.ProviderException;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the one provider that can work here. Never guesses: none or two is an error that names them all. */
final class ProviderChoice {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);

    private final HostProvider provider;
    private final List<Candidate> candidates;

    private ProviderChoice(HostProvider provider, List<Candidate> candidates) {
        this.provider = provider;
        this.candidates = candidates;
    }

    static ProviderChoice make() {
        List<Candidate> candidates = look();
        List<HostProvider> available = candidates.stream()
                .filter(Candidate::available)
                .flatMap(candidate -> candidate.provider().stream())
                .toList();
        if (available.size() != 1) {
            throw failure(available.size(), candidates);
        }
        LOG.debug("providers: {}", candidates);
        return new ProviderChoice(available.get(0), candidates);
    }

    private static ProviderException failure(int available, List<Candidate> candidates) {
        String message;
        if (candidates.isEmpty()) {
            message = "no provider was found; add io.github.ports4j:port-linux or :port-macos beside port-core";
        } else if (available == 0) {
            message = "no provider can work here: " + candidates;
        } else {
            message = available + " providers say that they work here, and one is needed: " + candidates
                    + "; remove the others from the class path or module path";
        }
        return new ProviderException(
                message,
                candidates.stream()
                        .flatMap(c -> c.availability().cause().stream())
                        .toList());
    }

    /** Every provider that is found, with what it says. */
    static List<Candidate> look() {
        // the API's loader, not the thread's: the same answer whoever asks
        Iterator<HostProvider> found = ServiceLoader.load(HostProvider.class, Ports.class.getClassLoader())
                .iterator();
        List<Candidate> candidates = new ArrayList<>();
        while (true) {
            try {
                candidates.add(ask(found.next()));
            } catch (NoSuchElementException e) {
                return candidates;
            } catch (ServiceConfigurationError e) {
                // ServiceLoader has stepped over the broken one, and goes on with the next
                candidates.add(broken(String.valueOf(e.getMessage()), e));
            }
        }
    }

    private static Candidate ask(HostProvider provider) {
        String name = provider.getClass().getName();
        try {
            return new Candidate(provider.name(), Optional.of(provider), provider.availability());
        } catch (RuntimeException | LinkageError e) {
            return broken(name, e);
        }
    }

    private static Candidate broken(String name, Throwable cause) {
        String deeper = cause.getCause() == null ? "" : " (" + cause.getCause() + ")";
        return new Candidate(name, Optional.empty(), Availability.unavailable("broken: " + cause + deeper, cause));
    }

    HostProvider provider() {
        return provider;
    }

    @Override
    public String toString() {
        return candidates.toString();
    }
}
