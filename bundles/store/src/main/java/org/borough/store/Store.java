// SPDX-License-Identifier: EPL-2.0
package org.borough.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.borough.thing.Status;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An ordered map of bytes to bytes on disk. Keys are ordered as unsigned bytes. Callable from any thread.
 *
 * <p>Writes are committed in groups: whatever is waiting is written and synced at once, in the order of the calls.
 */
@ProviderType
public interface Store extends AutoCloseable {

    /**
     * Writes all of it or none.
     *
     * @return completes when it is on disk; fails with a {@link StoreFailedException} when the disk does not take it, and
     *     then none of it was written
     */
    CompletionStage<Void> write(List<Write> batch);

    /** The value of a key, as of the last write that completed. */
    Optional<byte[]> get(byte[] key);

    /**
     * Visits keys from one on, in order, until the visitor returns false or a key no longer begins with the prefix.
     *
     * @param prefix what every visited key begins with; empty for all
     * @param from where to start; must begin with the prefix
     */
    void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor);

    /** The same backwards: from the greatest key with the prefix down. */
    void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor);

    /** How the disk is. */
    Status status();

    /** Writes what is waiting, then closes. */
    @Override
    void close();
}
