// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import org.borough.store.StoreFailedException;
import org.borough.store.Write;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One open database. Native memory must not be touched after it is freed, so every use holds the read lock and closing
 * holds the write lock.
 *
 * <p>A failed write leaves a database that still reads but refuses every further write; {@link #reopen} makes it whole.
 * A write that failed may nevertheless stand in the log. Therefore the values before it are remembered, and put back when
 * the reopened database turns out to have it.
 */
final class RocksFile implements AutoCloseable {

    private final Path folder;
    private final Options options;
    private final WriteOptions durable = new WriteOptions().setSync(true);
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private RocksDB database;
    private List<Write> before = List.of();
    private long lastGood;
    private boolean broken;

    RocksFile(Path folder) throws RocksDBException {
        this.folder = folder;
        this.options = RocksTuning.options();
        try {
            this.database = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            durable.close();
            options.close();
            throw e;
        }
    }

    /** Writes all of it, synced, or throws. Only the committing thread calls it. */
    void write(List<Write> writes) throws RocksDBException {
        RocksDB open = database;
        lastGood = open.getLatestSequenceNumber();
        try (WriteBatch batch = new WriteBatch()) {
            for (Write write : writes) {
                add(batch, write);
            }
            open.write(durable, batch);
        } catch (RocksDBException e) {
            broken = true;
            before = valuesBefore(open, writes);
            throw e;
        }
    }

    /** Whether a write failed since it was opened. */
    boolean broken() {
        return broken;
    }

    /** Opens it anew after a failed write. Only the committing thread calls it. */
    void reopen() throws RocksDBException {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            if (database != null) {
                database.close();
                database = null;
            }
            database = RocksDB.open(options, folder.toString());
            if (database.getLatestSequenceNumber() > lastGood && !before.isEmpty()) {
                write(before);
            }
            before = List.of();
            broken = false;
        } finally {
            writing.unlock();
        }
    }

    Optional<byte[]> get(byte[] key) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(open().get(key));
        } catch (RocksDBException e) {
            throw unreadable(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
        lock.readLock().lock();
        try (RocksIterator entries = open().newIterator()) {
            entries.seek(from);
            while (visit(entries, prefix, visitor)) {
                entries.next();
            }
            entries.status();
        } catch (RocksDBException e) {
            throw unreadable(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
        lock.readLock().lock();
        try (RocksIterator entries = open().newIterator()) {
            seekLast(entries, prefix);
            while (visit(entries, prefix, visitor)) {
                entries.prev();
            }
            entries.status();
        } catch (RocksDBException e) {
            throw unreadable(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Moves what only the log has into tables, so that the next opening is quick, and frees everything. */
    @Override
    public void close() throws RocksDBException {
        lock.writeLock().lock();
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            if (database != null && !broken) {
                database.flush(waiting);
            }
        } finally {
            free();
            lock.writeLock().unlock();
        }
    }

    private void free() {
        if (database != null) {
            database.close();
            database = null;
            durable.close();
            options.close();
        }
    }

    private static void add(WriteBatch batch, Write write) throws RocksDBException {
        if (write.value().isPresent()) {
            batch.put(write.key(), write.value().get());
        } else {
            batch.delete(write.key());
        }
    }

    private static List<Write> valuesBefore(RocksDB open, List<Write> writes) {
        List<Write> values = new ArrayList<>();
        for (Write write : writes) {
            try {
                values.add(new Write(write.key(), Optional.ofNullable(open.get(write.key()))));
            } catch (RocksDBException e) {
                return List.of();
            }
        }
        return values;
    }

    private static boolean visit(RocksIterator entries, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
        return entries.isValid() && begins(entries.key(), prefix) && visitor.test(entries.key(), entries.value());
    }

    private static void seekLast(RocksIterator entries, byte[] prefix) {
        byte[] after = firstAfter(prefix);
        if (after.length == 0) {
            entries.seekToLast();
            return;
        }
        entries.seek(after);
        if (entries.isValid()) {
            entries.prev();
        } else {
            entries.seekToLast();
        }
    }

    /** The least key that is greater than every key with the prefix; empty when there is none. */
    private static byte[] firstAfter(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] after = Arrays.copyOf(prefix, i + 1);
                after[i]++;
                return after;
            }
        }
        return new byte[0];
    }

    private static boolean begins(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private RocksDB open() {
        if (database == null) {
            throw new StoreFailedException("The store " + folder.getFileName() + " is not open.", null);
        }
        return database;
    }

    private StoreFailedException unreadable(RocksDBException e) {
        return new StoreFailedException(
                "The store " + folder.getFileName() + " cannot be read (" + e.getMessage() + "); check the disk of "
                        + folder + ", or restore it from a backup.",
                e);
    }
}
