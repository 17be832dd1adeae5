// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.Write;
import org.borough.thing.BoroughException;
import org.borough.thing.Status;

/** A database and the thread that commits to it. */
final class RocksStore implements Store {

    private final RocksFile file;
    private final GroupCommit commit;
    private final Runnable whenClosed;

    RocksStore(RocksFile file, GroupCommit commit, Runnable whenClosed) {
        this.file = file;
        this.commit = commit;
        this.whenClosed = whenClosed;
    }

    @Override
    public CompletionStage<Void> write(List<Write> batch) {
        return commit.submit(List.copyOf(batch));
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return file.get(key);
    }

    @Override
    public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
        boolean fits = from.length >= prefix.length && Arrays.equals(Arrays.copyOf(from, prefix.length), prefix);
        if (!fits) {
            throw new BoroughException("a scan must start at a key that begins with its prefix.");
        }
        file.scan(prefix, from, visitor);
    }

    @Override
    public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
        file.scanBackwards(prefix, visitor);
    }

    @Override
    public Status status() {
        return commit.status();
    }

    @Override
    public void close() {
        if (commit.close()) {
            whenClosed.run();
        }
    }
}
