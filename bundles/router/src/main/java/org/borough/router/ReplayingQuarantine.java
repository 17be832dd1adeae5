// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Quarantine;
import org.borough.thing.ThingId;

/** The operator's door to the quarantine. */
final class ReplayingQuarantine implements Quarantine {

    /** How many entries are on the lanes at once. */
    private static final int BATCH = 256;

    private final DiskQuarantine disk;
    private final Lanes lanes;
    private final UplinkRoute route;
    private final Freshness freshness;

    ReplayingQuarantine(DiskQuarantine disk, Lanes lanes, UplinkRoute route, Freshness freshness) {
        this.disk = disk;
        this.lanes = lanes;
        this.route = route;
        this.freshness = freshness;
    }

    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public List<Entry> latest(int limit) {
        return disk.latest(limit);
    }

    @Override
    public CompletionStage<Replay> replay(String thing) {
        CompletableFuture<Replay> done = new CompletableFuture<>();
        next(disk.numbers(thing), 0, new Replay(0, 0), done);
        return done;
    }

    private void next(List<Long> numbers, int from, Replay soFar, CompletableFuture<Replay> done) {
        if (from >= numbers.size()) {
            freshness.retain(disk.things());
            done.complete(soFar);
            return;
        }
        int to = Math.min(from + BATCH, numbers.size());
        List<CompletableFuture<Boolean>> all =
                numbers.subList(from, to).stream().map(this::start).toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).whenComplete((nothing, error) -> {
            int left = (int) all.stream().filter(CompletableFuture::join).count();
            next(numbers, to, new Replay(soFar.translated() + left, soFar.stayed() + all.size() - left), done);
        });
    }

    private CompletableFuture<Boolean> start(long number) {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        disk.thing(number).ifPresentOrElse(thing -> start(thing, number, left), () -> left.complete(false));
        return left;
    }

    private void start(ThingId thing, long number, CompletableFuture<Boolean> left) {
        Lane lane = lanes.of(thing);
        lane.put(route.replay(lane, thing, number, left));
    }
}
