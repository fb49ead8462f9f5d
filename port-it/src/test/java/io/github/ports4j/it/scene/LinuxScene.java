package io.github.ports4j.it.scene;

import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Network;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This host, with all that Linux has for a scene. */
public final class LinuxScene extends RealScene {
    private final Map<Ability, String> without;
    private final LinuxAbilities abilities = new LinuxAbilities();

    private @Nullable OwnNetwork network;

    private LinuxScene(HostProvider provider, Map<Ability, String> without) {
        super(provider, Means.LINUX);
        this.without = without;
    }

    /** The scene for the provider named {@code linux}; skips the test where it cannot play. */
    public static LinuxScene open() {
        return open(named("linux"));
    }

    /**
     * The same in a network namespace of its own, which the calling thread is in until the scene is closed; skips the test where
     * it cannot be had.
     */
    public static LinuxScene openInOwnNetwork() {
        return openInOwnNetwork(named("linux"), Map.of());
    }

    /** The same for a provider that can't do some things, for these reasons. */
    public static LinuxScene openInOwnNetwork(HostProvider provider, Map<Ability, String> without) {
        LinuxScene scene = open(provider, without);
        OwnNetwork network = OwnNetwork.enter();
        scene.network = network;
        scene.keep(network);
        return scene;
    }

    /** The first of these two that can be had: a network of its own, or that of the host. */
    public static LinuxScene openInOwnNetworkIfPossible() {
        return OwnNetwork.lacks().isEmpty() ? openInOwnNetwork() : open();
    }

    /** The scene for this provider. */
    public static LinuxScene open(HostProvider provider) {
        return open(provider, Map.of());
    }

    /** The scene for a provider that can't do some things, for these reasons. */
    public static LinuxScene open(HostProvider provider, Map<Ability, String> without) {
        CTools.assumeUsable();
        return new LinuxScene(provider, without);
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        if (without.containsKey(ability)) {
            return Optional.of(without.get(ability));
        }
        if (ability == Ability.OWN_NETWORK) {
            return network == null ? Optional.of("this scene plays in the network of its host") : Optional.empty();
        }
        return abilities.lacks(ability);
    }

    @Override
    public <T> T unprivileged(Supplier<T> action) {
        return Unprivileged.call(action);
    }

    @Override
    public Network network() {
        if (network == null) {
            throw new IllegalStateException("this scene plays in the network of its host");
        }
        return network;
    }
}
