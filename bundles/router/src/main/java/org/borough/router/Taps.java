// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.borough.connect.Message;
import org.borough.connect.UplinkTap;
import org.borough.thing.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows uplinks to whoever watches. Each watcher has a thread and a bounded queue of its own. */
final class Taps implements UplinkTap {

    private static final Logger LOG = LoggerFactory.getLogger(Taps.class);
    private static final int QUEUE = 1024;

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    @Override
    public Subscription watch(Consumer<Seen> watcher) {
        Watcher added = new Watcher(watcher, executor());
        watchers.add(added);
        return () -> {
            if (watchers.remove(added)) {
                added.executor().shutdownNow();
            }
        };
    }

    private static ThreadPoolExecutor executor() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                work -> {
                    Thread thread = new Thread(work, "borough-uplink-tap");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** The result is put into words only when somebody watches. */
    void saw(Message message, String adapter, Supplier<String> result) {
        if (watchers.isEmpty()) {
            return;
        }
        Seen seen = new Seen(message, adapter, result.get());
        watchers.forEach(watcher -> watcher.executor().execute(() -> watcher.show(seen)));
    }

    void close() {
        watchers.forEach(watcher -> watcher.executor().shutdownNow());
        watchers.clear();
    }

    private record Watcher(Consumer<Seen> consumer, ThreadPoolExecutor executor) {

        @SuppressWarnings("checkstyle:IllegalCatch") // A watcher is a stranger; its trouble is its own.
        void show(Seen seen) {
            try {
                consumer.accept(seen);
            } catch (RuntimeException e) {
                LOG.warn("Somebody who watches uplinks failed at one", e);
            }
        }
    }
}
