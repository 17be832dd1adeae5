// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.borough.store.StoreFailedException;
import org.borough.store.Write;
import org.borough.thing.Status;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes to a store. Whatever waits is written and synced at once. While the disk works on a group,
 * the writers of the group before are answered by a second thread, in order.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    /** Bounds the memory that one group takes; a sync is long paid for by then. */
    private static final int MAX_BATCHES = 8192;

    private static final long CHECK_SECONDS = 5;

    private final String name;
    private final RocksFile file;
    private final Room room;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final ExecutorService answers;
    private final Thread thread;
    /** Readers submit, the writer closes: nothing is queued behind the end mark. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

    private final Status whole;
    private boolean closed;
    private volatile Status status;

    GroupCommit(String name, RocksFile file, Room room, Status initial) {
        this.name = name;
        this.file = file;
        this.room = room;
        this.whole = initial;
        this.status = initial;
        this.answers = Executors.newSingleThreadExecutor(work -> daemon(work, "borough-store-answers-" + name));
        this.thread = daemon(this::run, "borough-store-" + name);
        thread.start();
    }

    CompletionStage<Void> submit(List<Write> batch) {
        Waiting waiting = new Waiting(batch, new CompletableFuture<>());
        gate.readLock().lock();
        try {
            if (closed) {
                waiting.answer.completeExceptionally(
                        new StoreFailedException("The store " + name + " is closed.", null));
            } else {
                queue.add(waiting);
            }
        } finally {
            gate.readLock().unlock();
        }
        return waiting.answer;
    }

    Status status() {
        return status;
    }

    /** Commits what waits and closes the file; false when it was closed before. */
    boolean close() {
        gate.writeLock().lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            queue.add(Waiting.END);
        } finally {
            gate.writeLock().unlock();
        }
        join();
        return true;
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        answers.shutdown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            List<Waiting> group = next();
            more = !group.remove(Waiting.END);
            commit(group);
        }
        closeFile();
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        try {
            Waiting first = queue.poll(CHECK_SECONDS, TimeUnit.SECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, MAX_BATCHES - 1);
            }
        } catch (InterruptedException e) {
            LOG.debug("The committing thread of store {} ends by its end mark only", name);
        }
        return group;
    }

    /** An empty group looks whether a disk that failed has come back. */
    private void commit(List<Waiting> group) {
        try {
            String shortage = room.shortage(file.broken());
            if (!shortage.isEmpty()) {
                fail(group, shortage, null);
                return;
            }
            if (file.broken()) {
                file.reopen();
            }
            if (!group.isEmpty()) {
                file.write(writes(group));
            }
            say(whole);
            answers.execute(() -> group.forEach(waiting -> waiting.answer.complete(null)));
        } catch (RocksDBException e) {
            fail(group, "the disk refused (" + e.getMessage() + "); check it", e);
        }
    }

    private void fail(List<Waiting> group, String why, Throwable cause) {
        String sentence = "The store " + name + " takes no writes: " + why + ".";
        say(Status.failed(sentence));
        if (!group.isEmpty()) {
            StoreFailedException failure = new StoreFailedException(sentence, cause);
            answers.execute(() -> group.forEach(waiting -> waiting.answer.completeExceptionally(failure)));
        }
    }

    private void say(Status now) {
        if (now.level() != status.level()) {
            if (now.level() == Status.Level.FAILED) {
                LOG.error(now.reason());
            } else {
                LOG.info("The store {} takes writes again", name);
            }
        }
        status = now;
    }

    private void closeFile() {
        try {
            file.close();
        } catch (RocksDBException e) {
            LOG.warn("The store {} did not close cleanly ({}); nothing is lost, it opens slower", name, e.getMessage());
        }
    }

    private static List<Write> writes(List<Waiting> group) {
        List<Write> writes = new ArrayList<>();
        group.forEach(waiting -> writes.addAll(waiting.batch));
        return writes;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private record Waiting(List<Write> batch, CompletableFuture<Void> answer) {

        static final Waiting END = new Waiting(List.of(), new CompletableFuture<>());
    }
}
