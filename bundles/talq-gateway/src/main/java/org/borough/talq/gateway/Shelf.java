// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.borough.talq.TalqJson;
import org.borough.thing.Property;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** What the CMS sent and wants back: each entity stands as a thing, so that people see it and nothing of it is lost. */
final class Shelf {

    /** As whom this side writes. */
    static final String SUBJECT = "service:talq";

    private static final String CAPABILITY = "borough:talqEntity";
    private static final String MODEL = CAPABILITY + ":1.0.0";
    private static final String FEATURE = "talq";
    private static final Property<String> PEER = new Property<>(MODEL, FEATURE, "peer", String.class);
    private static final Property<String> KIND = new Property<>(MODEL, FEATURE, "kind", String.class);
    private static final Property<String> ID = new Property<>(MODEL, FEATURE, "id", String.class);
    private static final Property<String> ENTITY = new Property<>(MODEL, FEATURE, "entity", String.class);

    private final Twins twins;
    private final CmsSettings settings;
    private final Map<String, Map<String, JsonNode>> kinds = new ConcurrentHashMap<>();
    private final Map<ThingId, CompletionStage<Void>> underWay = new ConcurrentHashMap<>();

    Shelf(Twins twins, CmsSettings settings) {
        this.twins = twins;
        this.settings = settings;
        twins.find(Interest.in(CAPABILITY)).stream()
                .filter(twin -> twin.get(PEER).filter(settings.name()::equals).isPresent())
                .forEach(this::take);
    }

    private void take(Twin twin) {
        String text = twin.get(ENTITY).orElse("");
        if (!text.isEmpty()) {
            kind(twin.get(KIND).orElse(""))
                    .put(twin.get(ID).orElse(""), TalqJson.tree(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Map<String, JsonNode> kind(String kind) {
        return kinds.computeIfAbsent(kind, name -> new ConcurrentSkipListMap<>());
    }

    /** The entities of a kind as they were sent, by id. */
    Map<String, JsonNode> all(String kind) {
        return Map.copyOf(kind(kind));
    }

    List<JsonNode> list(String kind) {
        return List.copyOf(kind(kind).values());
    }

    int count(String kind) {
        return kind(kind).size();
    }

    Optional<JsonNode> find(String kind, String id) {
        return Optional.ofNullable(kind(kind).get(id));
    }

    /** Keeps an entity in place of what had its id. Completes when it is on disk. */
    CompletionStage<Void> put(String kind, String id, JsonNode entity) {
        return afterAnother(thing(kind, id), () -> write(kind, id, entity));
    }

    /** Writes of one thing wait for each other: the second must know whether the first made it. */
    private CompletionStage<Void> afterAnother(ThingId thing, Supplier<CompletionStage<Void>> write) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletionStage<Void> before = underWay.put(thing, mine);
        CompletionStage<Void> start = before == null ? CompletableFuture.completedStage(null) : before;
        return start.handle((done, failure) -> null)
                .thenCompose(any -> write.get())
                .whenComplete((done, failure) -> {
                    underWay.remove(thing, mine);
                    mine.complete(null);
                });
    }

    private CompletionStage<Void> write(String kind, String id, JsonNode entity) {
        ThingId thing = thing(kind, id);
        ObjectNode json = TalqJson.MAPPER.createObjectNode();
        if (twins.get(thing).isEmpty()) {
            json.set("_policy", policy());
        }
        json.putObject("attributes").put("name", "TALQ " + kind + " " + id + " of " + settings.name());
        ObjectNode feature = json.putObject("features").putObject(FEATURE);
        feature.putArray("definition").add(MODEL);
        feature.putObject("properties")
                .put("peer", settings.name())
                .put("kind", kind)
                .put("id", id)
                .put("entity", entity.toString());
        return twins.merge(thing, json.toString(), cause("keeps what the CMS sent"))
                .thenRun(() -> kind(kind).put(id, entity));
    }

    /** Forgets an entity. Completes when that is on disk. */
    CompletionStage<Void> remove(String kind, String id) {
        ThingId thing = thing(kind, id);
        return afterAnother(thing, () -> twins.delete(thing, cause("the CMS deleted it"))
                .thenRun(() -> kind(kind).remove(id)));
    }

    private ThingId thing(String kind, String id) {
        String name = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return new ThingId(settings.home(), "talq-" + settings.name() + "-" + kind + "-" + name);
    }

    private Cause cause(String reason) {
        return Cause.of(SUBJECT, reason + " (" + settings.subject() + ")");
    }

    private ObjectNode policy() {
        ObjectNode entries = TalqJson.MAPPER.createObjectNode();
        grant(entries, "administrator", "borough:admin", "thing:/", "READ", "WRITE");
        grant(entries, "policy", "borough:admin", "policy:/", "READ", "WRITE");
        grant(entries, "talq", SUBJECT, "thing:/", "READ", "WRITE");
        // It deletes what the CMS deletes, and the policy with it.
        grant(entries, "talq-policy", SUBJECT, "policy:/", "READ", "WRITE");
        grant(entries, "cms", settings.subject(), "thing:/", "READ");
        ObjectNode policy = TalqJson.MAPPER.createObjectNode();
        policy.set("entries", entries);
        return policy;
    }

    private static void grant(ObjectNode entries, String label, String subject, String resource, String... rights) {
        ObjectNode entry = entries.putObject(label);
        entry.putObject("subjects").putObject(subject).put("type", "borough");
        ObjectNode granted = entry.putObject("resources").putObject(resource);
        ArrayNode grants = granted.putArray("grant");
        for (String right : rights) {
            grants.add(right);
        }
        granted.putArray("revoke");
    }
}
