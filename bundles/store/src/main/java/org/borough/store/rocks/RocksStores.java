// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.borough.store.Store;
import org.borough.store.StoreFailedException;
import org.borough.store.Stores;
import org.borough.thing.BoroughException;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores in the folders of one directory. */
final class RocksStores implements Stores, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RocksStores.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private final Path directory;
    private final Function<Path, Room> rooms;
    private final Function<Health, Subscription> registry;
    private final Map<String, Store> open = new ConcurrentHashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param rooms tells the room at a folder
     * @param registry makes a store's health known until the subscription is closed
     */
    RocksStores(Path directory, Function<Path, Room> rooms, Function<Health, Subscription> registry) {
        this.directory = directory;
        this.rooms = rooms;
        this.registry = registry;
        NativeLibrary.load(directory);
    }

    @Override
    public synchronized Store open(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BoroughException("'" + name + "' cannot name a store; use lower-case letters, digits and '-'.");
        }
        if (open.containsKey(name)) {
            throw new BoroughException("The store " + name + " is open already; close it first.");
        }
        Store store = make(name);
        open.put(name, store);
        return store;
    }

    @Override
    public void close() {
        List.copyOf(open.values()).forEach(Store::close);
    }

    private Store make(String name) {
        Path folder = directory.resolve(name);
        try {
            Files.createDirectories(folder);
            RocksFile file = new RocksFile(folder);
            Status initial = initialStatus(name, folder);
            GroupCommit commit = new GroupCommit(name, file, rooms.apply(folder), initial);
            Subscription health = registry.apply(new StoreHealth(name, commit));
            return new RocksStore(file, commit, () -> {
                open.remove(name);
                health.close();
            });
        } catch (RocksDBException | IOException e) {
            throw new StoreFailedException(
                    "The store " + name + " cannot be opened at " + folder + " (" + e.getMessage()
                            + "); check that nobody else has it open and that the disk is whole, or restore it from a"
                            + " backup.",
                    e);
        }
    }

    private static Status initialStatus(String name, Path folder) throws IOException {
        List<String> cuts = CutTail.reported(folder);
        if (cuts.isEmpty()) {
            return Status.ok("Takes writes.");
        }
        String sentence =
                "The store " + name + " was damaged at its end; the damaged part was cut, everything before it"
                        + " is kept: " + String.join("; ", cuts) + ".";
        LOG.warn(sentence);
        return Status.degraded(sentence);
    }

    private record StoreHealth(String name, GroupCommit commit) implements Health {

        @Override
        public String subject() {
            return "store:" + name;
        }

        @Override
        public Status status() {
            return commit.status();
        }
    }
}
