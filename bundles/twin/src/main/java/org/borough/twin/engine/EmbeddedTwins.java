// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;
import org.borough.twin.engine.policy.Owners;
import org.borough.twin.view.Definitions;
import org.borough.twin.view.TwinView;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;

/** The twins' port on the embedded engine. */
final class EmbeddedTwins implements Twins {

    private static final int MAX_REMEMBERED = 1000;

    private final Entities entities;
    private final Lanes lanes;
    private final Reports reports;
    private final Provisioning provisioning;
    private final Deletion deletion;
    private final CommandEngine engine;
    private final Publisher publisher;
    /** Headers are dear to make, and few subjects write much. */
    private final Map<String, Actor> actors = new ConcurrentHashMap<>();

    EmbeddedTwins(
            Entities entities,
            Lanes lanes,
            Reports reports,
            Provisioning provisioning,
            Deletion deletion,
            CommandEngine engine,
            Publisher publisher) {
        this.entities = entities;
        this.lanes = lanes;
        this.reports = reports;
        this.provisioning = provisioning;
        this.deletion = deletion;
        this.engine = engine;
        this.publisher = publisher;
    }

    @Override
    public Optional<Twin> get(ThingId thing) {
        return entities.thing(thing.toString())
                .map(Entity::state)
                .filter(State::alive)
                .map(state -> new TwinView(thing, state));
    }

    @Override
    public List<Twin> find(Interest interest) {
        return entities.things().stream()
                .filter(entity -> Definitions.concerns(interest, entity.state()))
                .<Twin>map(entity -> new TwinView(entity.thingId(), entity.state()))
                .sorted(Comparator.comparing(Twin::id))
                .toList();
    }

    @Override
    public CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
        return write(thing, cause, () -> readings.stream()
                .<Reports.Entry>map(Reports.Entry::of)
                .toList());
    }

    @Override
    public CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
        return write(
                thing, cause, () -> settings.stream().map(Reports.Entry::of).toList());
    }

    @Override
    public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
        return refusing(thing, () -> {
            JsonObject given = JsonFactory.newObject(json);
            DittoHeaders headers = actor(cause).headers();
            var id = org.eclipse.ditto.things.model.ThingId.of(thing.toString());
            JsonObject own = ThingValues.ownMembers(given);
            boolean alive = entities.thing(thing.toString())
                    .filter(entity -> entity.state().alive())
                    .isPresent();
            var command =
                    alive ? MergeThing.of(id, JsonPointer.empty(), own, headers) : creation(id, own, given, headers);
            return engine.execute(command, cause).thenApply(response -> null);
        });
    }

    @Override
    public CompletionStage<Provisioned> provision(ThingId thing, String thingJson, String policyJson, Cause cause) {
        return refusing(
                thing,
                () -> provisioning.provision(
                        org.eclipse.ditto.things.model.ThingId.of(thing.toString()), thingJson, policyJson, cause));
    }

    @Override
    public CompletionStage<Void> delete(ThingId thing, Cause cause) {
        return refusing(
                thing, () -> deletion.delete(org.eclipse.ditto.things.model.ThingId.of(thing.toString()), cause));
    }

    @Override
    public Subscription listen(Interest interest, TwinListener listener) {
        return publisher.listen(interest, listener);
    }

    private CompletionStage<Void> write(ThingId thing, Cause cause, Supplier<List<Reports.Entry>> values) {
        return refusing(thing, () -> {
            List<Reports.Entry> entries = values.get();
            Entity entity = entities.thing(thing.toString()).orElseThrow(() -> Reports.noThing(thing));
            if (entries.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            Actor actor = actor(cause);
            return lanes.compute(entity, before -> reports.step(entity, before, entries, cause, actor));
        });
    }

    private Actor actor(Cause cause) {
        if (actors.size() > MAX_REMEMBERED) {
            actors.clear();
        }
        return actors.computeIfAbsent(cause.by(), Actor::of);
    }

    private static CreateThing creation(
            org.eclipse.ditto.things.model.ThingId id, JsonObject own, JsonObject given, DittoHeaders headers) {
        JsonObject thing = MergePatch.apply(JsonObject.empty(), JsonPointer.empty(), own);
        Optional<JsonObject> policy = given.getValue("_policy").map(JsonValue::asObject);
        return CreateThing.of(
                ThingValues.thing(thing).toBuilder().setId(id).build(),
                policy.orElse(null),
                given.getValue("_copyPolicyFrom").map(JsonValue::asString).orElse(null),
                policy.filter(body -> hasOwner(id, body)).isPresent() ? leavingItToOwners(headers) : headers);
    }

    private static boolean hasOwner(org.eclipse.ditto.things.model.ThingId id, JsonObject policy) {
        return Owners.has(PolicyValues.policy(Access.withId(id.toString(), policy)));
    }

    /** A service shows itself under a policy that the city's people own, not it. */
    private static DittoHeaders leavingItToOwners(DittoHeaders headers) {
        return headers.toBuilder().allowPolicyLockout(true).build();
    }

    // Whatever a write throws must reach its caller by the stage, as a refusal.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static <T> CompletionStage<T> refusing(ThingId thing, Supplier<CompletionStage<T>> work) {
        CompletionStage<T> stage;
        try {
            stage = work.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.handle((result, failure) -> {
            if (failure != null) {
                throw Failures.twin(failure, "thing " + thing);
            }
            return result;
        });
    }
}
