// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;
import org.borough.twin.view.Definitions;
import org.borough.twin.view.Trees;
import org.borough.twin.view.TwinView;

/** The twins' port on a real Ditto: reads from the mirror, writes through it. */
final class DittoTwins implements Twins {

    private final Mirror mirror;
    private final Writer writer;
    private final Optional<TopicWriter> readings;
    private final Provisioner provisioner;
    private final OwnRights rights;
    private final Duration patience;

    /**
     * Twins in a Ditto.
     *
     * @param readings another way for what devices report
     */
    DittoTwins(
            Mirror mirror,
            Writer writer,
            Optional<TopicWriter> readings,
            Provisioner provisioner,
            OwnRights rights,
            Duration patience) {
        this.rights = rights;
        this.patience = patience;
        this.mirror = mirror;
        this.writer = writer;
        this.readings = readings;
        this.provisioner = provisioner;
    }

    @Override
    public Optional<Twin> get(ThingId thing) {
        return mirror.get(thing).map(mirrored -> new TwinView(thing, mirrored.state()));
    }

    @Override
    public List<Twin> find(Interest interest) {
        return mirror.all().stream()
                .filter(mirrored -> Definitions.concerns(interest, mirrored.state()))
                .<Twin>map(mirrored -> new TwinView(mirrored.thingId(), mirrored.state()))
                .sorted(Comparator.comparing(Twin::id))
                .toList();
    }

    @Override
    public CompletionStage<Void> report(ThingId thing, List<Reading<?>> reported, Cause cause) {
        if (reported.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return readings.isPresent()
                ? readings.get().report(thing, reported, cause)
                : writer.write(thing, () -> Patches.report(thing, known(thing), reported, cause));
    }

    @Override
    public CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
        return settings.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : writer.write(thing, () -> Patches.desire(thing, known(thing), settings, cause));
    }

    @Override
    public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
        Optional<ObjectNode> given = object(json);
        return given.isPresent()
                ? writer.write(thing, () -> Patches.merge(thing, known(thing), withRights(given.get()), cause))
                : CompletableFuture.failedFuture(unreadable(thing));
    }

    @Override
    public CompletionStage<Provisioned> provision(ThingId thing, String thingJson, String policyJson, Cause cause) {
        Optional<ObjectNode> body = object(thingJson).map(Trees::ownMembers);
        Optional<ObjectNode> policy = policyJson.isBlank() ? Optional.empty() : object(policyJson);
        boolean readable = body.isPresent() && (policyJson.isBlank() || policy.isPresent());
        return readable
                ? refusing(provisioner.provision(thing, body.get(), policy))
                : CompletableFuture.failedFuture(unreadable(thing));
    }

    @Override
    public CompletionStage<Void> delete(ThingId thing, Cause cause) {
        return refusing(provisioner.delete(thing));
    }

    @Override
    public Subscription listen(Interest interest, TwinListener listener) {
        return mirror.listen(interest, listener);
    }

    private ObjectNode withRights(ObjectNode given) {
        if (!(given.get("_policy") instanceof ObjectNode policy)) {
            return given;
        }
        ObjectNode copy = Trees.object();
        copy.setAll(given);
        copy.set("_policy", rights.in(policy));
        return copy;
    }

    private MirrorState known(ThingId thing) {
        return mirror.get(thing).map(Mirrored::state).orElse(MirrorState.NONE);
    }

    private static Optional<ObjectNode> object(String json) {
        try {
            JsonNode tree = Trees.read(json.getBytes(StandardCharsets.UTF_8));
            return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (UncheckedIOException noJson) {
            return Optional.empty();
        }
    }

    private static TwinRefusedException unreadable(ThingId thing) {
        return new TwinRefusedException(
                400, "json.invalid", "What was given for the thing " + thing + " is no JSON object.");
    }

    /** Unwraps what stages wrap failures in, so that the caller finds the refusal itself; it comes in time. */
    private <T> CompletionStage<T> refusing(CompletionStage<T> stage) {
        CompletableFuture<T> plain = new CompletableFuture<>();
        stage.toCompletableFuture()
                .copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        plain.complete(result);
                    } else {
                        plain.completeExceptionally(refusal(failure));
                    }
                });
        return plain;
    }

    private static Throwable refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException ? Writer.unreachable() : cause;
    }
}
