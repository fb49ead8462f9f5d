package io.github.ports4j.internal;

import io.github.ports4j.Owner;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Whose the sockets of one snapshot are, which is told when the sockets themselves have been made. Safe for use by several threads. */
public final class LaterOwners {
    private volatile @Nullable LongFunction<Owner> ofInode;

    /** Tells it, once. */
    public void tell(LongFunction<Owner> owners) {
        if (ofInode != null) {
            throw new IllegalStateException("the owners have been told");
        }
        ofInode = owners;
    }

    /** Whether it has been told. */
    public boolean told() {
        return ofInode != null;
    }

    /** Whose the socket with this inode is; 0 for one without. */
    public Owner of(long inode) {
        LongFunction<Owner> owners = ofInode;
        if (owners == null) {
            throw new IllegalStateException("the owners have not been told yet");
        }
        return owners.apply(inode);
    }
}
