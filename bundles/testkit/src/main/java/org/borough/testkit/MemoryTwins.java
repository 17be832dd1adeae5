// SPDX-License-Identifier: EPL-2.0
package org.borough.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Change;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;

/**
 * The city's things in memory, without policies and disk. Writes are done, and listeners called on the writer's thread,
 * before the write returns; a write from inside a listener is told after the one that it answers.
 */
public final class MemoryTwins implements Twins {

    /** What somebody wanted. */
    public record Desire(ThingId thing, List<Setting> settings, Cause cause) {}

    private final Clock clock;
    private final Map<ThingId, MemoryTwin> twins = new TreeMap<>();
    private final Set<ThingId> refusing = new ConcurrentSkipListSet<>();
    private final Queue<Runnable> news = new ArrayDeque<>();
    private final List<Follower> followers = new ArrayList<>();
    private final List<Desire> desires = new ArrayList<>();
    private boolean telling;
    private boolean obedient;

    /** Things that change at the time of this clock. */
    public MemoryTwins(Clock clock) {
        this.clock = clock;
    }

    /** Makes a thing from Ditto's JSON, in part; for the test to begin with. */
    public MemoryTwins with(String thing, String json) {
        merge(ThingId.parse(thing), json, Cause.of("borough:admin", ""));
        return this;
    }

    /** Makes all things report at once what is desired of them. */
    public MemoryTwins obedient() {
        obedient = true;
        return this;
    }

    /** Makes every later write to a thing fail, as a policy without a grant does. */
    public void refuse(ThingId thing) {
        refusing.add(thing);
    }

    /** What was desired so far, in order, refused wishes too. */
    public synchronized List<Desire> desires() {
        return List.copyOf(desires);
    }

    /** What was desired since the call before. */
    public synchronized List<Desire> takeDesires() {
        List<Desire> taken = List.copyOf(desires);
        desires.clear();
        return taken;
    }

    @Override
    public synchronized Optional<Twin> get(ThingId thing) {
        return Optional.ofNullable(twins.get(thing));
    }

    @Override
    public synchronized List<Twin> find(Interest interest) {
        return twins.values().stream()
                .filter(twin -> Follower.wants(interest, twin))
                .<Twin>map(twin -> twin)
                .toList();
    }

    @Override
    public synchronized CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
        return write(thing, true, cause, Part.of(readings, clock.instant()), twin -> {
            readings.forEach(reading -> Part.put(twin, reading));
            return twin;
        });
    }

    @Override
    public synchronized CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
        desires.add(new Desire(thing, List.copyOf(settings), cause));
        return wish(thing, settings, cause);
    }

    /** Desires without counting it among {@link #desires()}: somebody else than the tested service wants it. */
    synchronized CompletionStage<Void> wish(ThingId thing, List<Setting> settings, Cause cause) {
        CompletionStage<Void> done = write(thing, true, cause, Part.of(settings), twin -> {
            settings.forEach(setting -> Part.put(twin, setting));
            return twin;
        });
        if (obedient && !done.toCompletableFuture().isCompletedExceptionally()) {
            obey(thing, settings);
        }
        return done;
    }

    private void obey(ThingId thing, List<Setting> settings) {
        Cause device = Cause.of("integration:devices", "");
        write(thing, true, device, Part.reported(settings), twin -> {
            settings.forEach(setting -> Part.reports(twin, setting));
            return twin;
        });
    }

    @Override
    public synchronized CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
        ObjectNode patch = Json.object(json);
        patch.remove("_policy");
        return write(thing, false, cause, null, twin -> Part.merged(twin, patch));
    }

    @Override
    public synchronized CompletionStage<Provisioned> provision(
            ThingId thing, String thingJson, String policyJson, Cause cause) {
        ObjectNode wanted = Json.object(thingJson);
        wanted.remove("_policy");
        MemoryTwin present = twins.get(thing);
        if (present == null) {
            return merge(thing, thingJson, cause).thenApply(done -> new Provisioned(true, List.of()));
        }
        List<String> differences = Part.differences("", wanted, present.thing());
        return CompletableFuture.completedStage(new Provisioned(false, differences));
    }

    @Override
    public synchronized CompletionStage<Void> delete(ThingId thing, Cause cause) {
        if (refusing.contains(thing)) {
            return refused(403, "things:thing.notdeletable", thing + " may not be deleted.");
        }
        if (twins.remove(thing) != null) {
            followers.forEach(follower -> news.add(() -> follower.lost(thing)));
            tell();
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized Subscription listen(Interest interest, TwinListener listener) {
        Follower follower = new Follower(interest, listener);
        followers.add(follower);
        twins.values().forEach(follower::began);
        return () -> drop(follower);
    }

    private synchronized void drop(Follower follower) {
        followers.remove(follower);
        follower.close();
    }

    /** Writes; parts are the changes to tell, all differences when there are none given. */
    private CompletionStage<Void> write(
            ThingId thing, boolean mustExist, Cause cause, List<Part> parts, UnaryOperator<ObjectNode> change) {
        MemoryTwin before = twins.get(thing);
        if (refusing.contains(thing)) {
            return refused(403, "things:thing.notmodifiable", thing + " may not be changed by " + cause.by() + ".");
        }
        if (before == null && mustExist) {
            return refused(404, "things:thing.notfound", thing + " does not exist; make it with merge or provision.");
        }
        ObjectNode start = before == null
                ? Json.MAPPER
                        .createObjectNode()
                        .put("thingId", thing.toString())
                        .put("policyId", thing.toString())
                : before.thing();
        ObjectNode end = change.apply(start.deepCopy());
        long revision = before == null ? 1 : before.revision() + 1;
        MemoryTwin after = new MemoryTwin(thing, revision, clock.instant(), end);
        twins.put(thing, after);
        List<Part> told = parts == null ? Part.between(start, end, clock.instant()) : parts;
        announce(
                after,
                told.stream().map(part -> change(after, part, start, cause)).toList());
        return CompletableFuture.completedStage(null);
    }

    private Change change(MemoryTwin after, Part part, JsonNode start, Cause cause) {
        Instant at = part.at().equals(Reading.ON_ARRIVAL) ? clock.instant() : part.at();
        return new Change(
                after.id(),
                after.revision(),
                part.kind(),
                part.feature(),
                part.path(),
                part.in(start),
                part.in(after.thing()),
                at,
                cause);
    }

    private void announce(MemoryTwin after, List<Change> changes) {
        followers.forEach(follower -> news.add(() -> follower.heard(after, changes)));
        tell();
    }

    private void tell() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (Runnable next = news.poll(); next != null; next = news.poll()) {
                next.run();
            }
        } finally {
            telling = false;
        }
    }

    private static <T> CompletionStage<T> refused(int status, String code, String message) {
        return CompletableFuture.failedStage(new TwinRefusedException(status, code, message));
    }
}
