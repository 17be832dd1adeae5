// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.borough.twin.Place;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;

/**
 * A field that a filter or an order looks at.
 *
 * @param path where it stands; within each feature for {@link Kind#EACH_FEATURE}; empty where the kind says it all
 */
public record Field(Kind kind, List<String> path) {

    /** Where a field's value comes from. */
    public enum Kind {
        ID,
        NAMESPACE,
        POLICY,
        REVISION,
        CREATED,
        MODIFIED,
        VALUE,
        EACH_FEATURE,
        PLACE
    }

    static final Field ID = new Field(Kind.ID, List.of());
    static final Field NAMESPACE = new Field(Kind.NAMESPACE, List.of());

    /** Of one length, so that the order of the texts is that of the times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    static Field value(JsonPointer pointer) {
        return new Field(Kind.VALUE, keys(pointer));
    }

    static Field ofEachFeature(JsonPointer within) {
        return new Field(Kind.EACH_FEATURE, keys(within));
    }

    /** Whether it stands for a moment that the engine wrote. */
    boolean isTime() {
        return kind == Kind.CREATED || kind == Kind.MODIFIED;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The resources that somebody must be allowed to read to see it; none if everybody sees it who sees the thing. */
    public List<JsonPointer> pointers() {
        return switch (kind) {
            case ID, NAMESPACE -> List.of();
            case POLICY -> List.of(JsonPointer.of("/policyId"));
            case REVISION -> List.of(JsonPointer.of("/_revision"));
            case CREATED -> List.of(JsonPointer.of("/_created"));
            case MODIFIED -> List.of(JsonPointer.of("/_modified"));
            case EACH_FEATURE -> List.of(JsonPointer.of("/features"));
            case VALUE, PLACE -> valuePointers();
        };
    }

    /** Metadata tells something of what it describes. */
    private List<JsonPointer> valuePointers() {
        JsonPointer whole = pointer(path);
        boolean metadata = path.get(0).equals("_metadata");
        return metadata ? List.of(whole, pointer(path.subList(1, path.size()))) : List.of(whole);
    }

    /** Its cell in a thing. */
    Object cell(Facts facts) {
        return switch (kind) {
            case ID -> facts.id();
            case NAMESPACE -> facts.namespace();
            case POLICY -> facts.policyId();
            case REVISION -> facts.revision();
            case CREATED -> time(facts.created());
            case MODIFIED -> time(facts.modified());
            case VALUE, EACH_FEATURE, PLACE -> cell(facts.tree());
        };
    }

    /** Its cell in a thing's JSON. */
    Object cell(JsonNode tree) {
        return switch (kind) {
            case VALUE -> Cells.at(tree, path);
            case EACH_FEATURE -> ofFeatures(tree.path("features"));
            case PLACE -> place(tree);
            default -> null;
        };
    }

    /** What is there where it is hidden. */
    Object nothing() {
        return kind == Kind.EACH_FEATURE ? Cells.NO_FEATURE : null;
    }

    private Object ofFeatures(JsonNode features) {
        if (features.isEmpty()) {
            return Cells.NO_FEATURE;
        }
        List<Object> cells = new ArrayList<>(features.size());
        features.forEach(feature -> cells.add(Cells.at(feature, path)));
        return new Cells.Each(cells.toArray());
    }

    /** A GeoJSON point (RFC 7946, section 3.1.2): longitude comes first. */
    private Object place(JsonNode tree) {
        JsonNode point = tree;
        for (String key : path) {
            point = point.path(key);
        }
        JsonNode coordinates = point.path("coordinates");
        JsonNode longitude = coordinates.path(0);
        JsonNode latitude = coordinates.path(1);
        boolean known = point.path("type").asText("").equals("Point")
                && longitude.isNumber()
                && latitude.isNumber()
                && Math.abs(latitude.doubleValue()) <= 90
                && Math.abs(longitude.doubleValue()) <= 180;
        return known ? new Place(latitude.doubleValue(), longitude.doubleValue()) : null;
    }

    private static List<String> keys(JsonPointer pointer) {
        List<String> keys = new ArrayList<>(pointer.getLevelCount());
        for (JsonKey key : pointer) {
            keys.add(key.toString());
        }
        return List.copyOf(keys);
    }

    private static JsonPointer pointer(List<String> keys) {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : keys) {
            pointer = pointer.addLeaf(JsonFactory.newKey(key));
        }
        return pointer;
    }
}
