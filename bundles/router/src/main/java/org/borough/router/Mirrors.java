// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.borough.connect.Message;
import org.borough.connect.UplinkMirror;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every uplink to whoever keeps a copy of it elsewhere. An uplink whose copy failed is refused although the twin
 * has it: its device sends it again, the twin then hears the same once more, and the mirror gets what it missed.
 */
final class Mirrors {

    /** Stands for the copies of a message that nobody mirrors. */
    static final CompletionStage<Void> NONE = CompletableFuture.completedStage(null);

    private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);

    private final List<Mirror> mirrors = new CopyOnWriteArrayList<>();

    void add(UplinkMirror mirror) {
        mirrors.add(new Mirror(mirror));
    }

    void remove(UplinkMirror mirror) {
        List<Mirror> gone =
                mirrors.stream().filter(one -> one.service() == mirror).toList();
        mirrors.removeAll(gone);
        gone.forEach(Mirror::leave);
    }

    /** Copies a message to all of them; {@link #NONE} without any. Completes when all have it, or fails. */
    CompletionStage<Void> copy(Message message) {
        if (mirrors.isEmpty()) {
            return NONE;
        }
        List<CompletableFuture<Void>> copies = new ArrayList<>();
        mirrors.forEach(mirror -> copies.add(mirror.copy(message)));
        return copies.size() == 1
                ? copies.get(0)
                : CompletableFuture.allOf(copies.toArray(CompletableFuture<?>[]::new));
    }

    /** What those that fail now failed at. */
    List<String> troubles() {
        return mirrors.stream()
                .map(mirror -> mirror.trouble().get())
                .filter(trouble -> !trouble.isEmpty())
                .toList();
    }

    /** One of them, the copies that it has not confirmed, and what it failed at last, empty while it works. */
    private record Mirror(UplinkMirror service, Set<CompletableFuture<Void>> open, AtomicReference<String> trouble) {

        Mirror(UplinkMirror service) {
            this(service, ConcurrentHashMap.newKeySet(), new AtomicReference<>(""));
        }

        CompletableFuture<Void> copy(Message message) {
            CompletableFuture<Void> copy = new CompletableFuture<>();
            open.add(copy);
            mirrored(message).whenComplete((nothing, error) -> {
                open.remove(copy);
                if (error == null) {
                    works();
                    copy.complete(null);
                } else {
                    failed(Errors.of(error));
                    copy.completeExceptionally(error);
                }
            });
            return copy;
        }

        @SuppressWarnings("checkstyle:IllegalCatch") // A mirror's fault costs this message's acknowledgement, no more.
        private CompletionStage<Void> mirrored(Message message) {
            try {
                return Objects.requireNonNull(service.mirror(message), "a mirror gave null");
            } catch (RuntimeException | LinkageError e) {
                return CompletableFuture.failedStage(e);
            }
        }

        private void works() {
            if (!trouble.get().isEmpty() && !trouble.getAndSet("").isEmpty()) {
                LOG.info("The mirror {} takes uplinks again", name());
            }
        }

        private void failed(Throwable error) {
            String words = "the mirror " + name() + " does not take uplinks: " + Errors.words(error);
            if (trouble.getAndSet(words).isEmpty()) {
                LOG.warn("Devices are not acknowledged until this ends: {}", words);
            }
        }

        /** What it was still to confirm is not confirmed any more. */
        void leave() {
            open.forEach(copy -> copy.completeExceptionally(
                    new IllegalStateException("the mirror " + name() + " went away meanwhile")));
        }

        private String name() {
            return service.getClass().getSimpleName();
        }
    }
}
