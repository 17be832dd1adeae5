// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.borough.store.StoreFailedException;

/**
 * Runs the lanes of the entities: on the caller's thread while a lane is free, then on the threads here. What follows a
 * commit always runs here, on the same thread for the same entity: first the new state, then those who listen, then the
 * answers, then the next batch.
 */
final class Lanes implements AutoCloseable {

    private static final long QUIESCE_SECONDS = 10;

    private final Journal journal;
    private final Consumer<Pending> published;
    private final List<ExecutorService> threads;
    private final Activity activity = new Activity();

    Lanes(Journal journal, int threads, Consumer<Pending> published) {
        this.journal = journal;
        this.published = published;
        this.threads = IntStream.range(0, threads).mapToObj(Lanes::thread).toList();
    }

    /** Computes on an entity's latest state, in the order of the calls. */
    <T> CompletableFuture<T> compute(Entity entity, Function<State, Step<T>> function) {
        Work.Compute<T> work = Work.Compute.of(function);
        enter(entity, work);
        return work.answer();
    }

    /** Gives an entity's lane to somebody until the stage completes. */
    <T> CompletableFuture<T> hold(Entity entity, Supplier<CompletionStage<T>> body) {
        Work.Hold<T> work = Work.Hold.of(body);
        enter(entity, work);
        return work.answer();
    }

    /** Writes for entities whose lanes the caller holds. Completes on the first one's thread, with all done. */
    CompletionStage<Void> commit(List<Pending> pendings) {
        return journal.append(pendings)
                .whenCompleteAsync(
                        (nothing, failure) -> {
                            if (failure == null) {
                                pendings.forEach(this::publish);
                            }
                        },
                        threadOf(pendings.get(0).entity()));
    }

    /** Takes no more work and waits for what is under way; false when that does not end. */
    boolean quiesce() {
        return activity.end(QUIESCE_SECONDS);
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdown);
    }

    private void enter(Entity entity, Work work) {
        if (!activity.begin()) {
            work.fail(new StoreFailedException("The twin engine is stopping.", null));
        } else if (entity.enter(work)) {
            run(entity);
        } else {
            activity.done();
        }
    }

    private void run(Entity entity) {
        boolean done = true;
        while (done) {
            List<Work> batch = entity.take();
            if (batch.isEmpty()) {
                activity.done();
                return;
            }
            CompletableFuture<?> end = start(entity, batch).toCompletableFuture();
            done = end.isDone();
            if (!done) {
                end.whenComplete((result, failure) -> threadOf(entity).execute(() -> run(entity)));
            }
        }
    }

    private CompletionStage<?> start(Entity entity, List<Work> batch) {
        return batch.get(0) instanceof Work.Hold<?> hold ? begin(hold) : execute(entity, batch);
    }

    // Whatever goes wrong inside must free the lane and reach whoever waits for the answer.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private <T> CompletionStage<?> begin(Work.Hold<T> hold) {
        CompletionStage<T> stage;
        try {
            stage = hold.body().get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.handle((result, failure) -> {
            if (failure == null) {
                hold.answer().complete(result);
            } else {
                hold.fail(failure);
            }
            return null;
        });
    }

    private CompletionStage<?> execute(Entity entity, List<Work> batch) {
        List<Happened> happened = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>(batch.size());
        State latest = entity.state();
        for (Work work : batch) {
            latest = execute((Work.Compute<?>) work, latest, happened, answers);
        }
        if (happened.isEmpty()) {
            answers.forEach(Runnable::run);
            return CompletableFuture.completedFuture(null);
        }
        Pending pending = new Pending(entity, latest, happened);
        return commit(List.of(pending)).handle((nothing, failure) -> {
            if (failure == null) {
                answers.forEach(Runnable::run);
            } else {
                batch.forEach(work -> work.fail(failure));
            }
            return null;
        });
    }

    // Whatever goes wrong with one command must reach its caller and must not disturb the others of the batch.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static <T> State execute(
            Work.Compute<T> work, State latest, List<Happened> happened, List<Runnable> answers) {
        try {
            Step<T> step = work.function().apply(latest);
            answers.add(() -> work.answer().complete(step.answer()));
            step.happened().ifPresent(happened::add);
            return step.happened().map(Happened::after).orElse(latest);
        } catch (RuntimeException e) {
            answers.add(() -> work.fail(e));
            return latest;
        }
    }

    private void publish(Pending pending) {
        pending.entity().become(pending.after());
        published.accept(pending);
    }

    private ExecutorService threadOf(Entity entity) {
        return threads.get(Math.floorMod(entity.id.hashCode(), threads.size()));
    }

    private static ExecutorService thread(int number) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "borough-twin-" + number);
            thread.setDaemon(true);
            return thread;
        });
    }
}
