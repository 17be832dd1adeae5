// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.borough.store.Write;
import org.borough.twin.view.Trees;

/** Finds in what happened to a thing the readings that are to be recorded. */
public final class Recorder {

    private static final String FEATURES = "features";
    private static final String PROPERTIES = "properties";
    /** A clock that is this far ahead is wrong; what it says is taken to be of now. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final RecordedProperties properties;

    /** Records what these say. */
    public Recorder(RecordedProperties properties) {
        this.properties = properties;
    }

    /**
     * One event.
     *
     * @param created when the thing was made
     * @param path where it happened
     * @param before the thing before
     * @param after the thing after
     * @param patch what was merged there; a missing node when it was no merge
     * @param stamps the devices' times of values
     * @param at when the platform took it
     */
    public record Happening(
            String thing,
            Instant created,
            List<String> path,
            ObjectNode before,
            ObjectNode after,
            JsonNode patch,
            JsonNode stamps,
            Instant at) {}

    /** Whether a thing with these definitions may have something to record. */
    public boolean mayConcern(String models) {
        return properties.mayConcern(models);
    }

    /** The write that lets a deleted thing's readings go. */
    public Write forget(String thing, Instant created) {
        return Write.put(ReadingSeries.deletedKey(thing, created), new byte[0]);
    }

    /** The readings that an event brings. */
    public List<Write> readings(Happening happening) {
        List<String> path = happening.path;
        boolean elsewhere = !path.isEmpty() && !path.get(0).equals(FEATURES)
                || path.size() > 2 && !path.get(2).equals(PROPERTIES);
        List<Write> writes = new ArrayList<>();
        if (!elsewhere) {
            for (String feature : touched(happening)) {
                add(happening, feature, writes);
            }
        }
        return writes;
    }

    private static Set<String> touched(Happening happening) {
        if (happening.path.size() > 1) {
            return Set.of(happening.path.get(1));
        }
        Set<String> ids = new LinkedHashSet<>();
        JsonNode features = happening.patch.isMissingNode()
                ? happening.after.path(FEATURES)
                : happening.path.isEmpty() ? happening.patch.path(FEATURES) : happening.patch;
        features.fieldNames().forEachRemaining(ids::add);
        return ids;
    }

    private void add(Happening happening, String feature, List<Write> writes) {
        JsonNode now = happening.after.path(FEATURES).path(feature);
        for (Map.Entry<List<String>, Integer> recorded :
                properties.of(feature, now).entrySet()) {
            List<String> place = place(feature, recorded.getKey());
            JsonNode value = Trees.at(happening.after, place);
            boolean said = !value.isMissingNode() && !value.isNull() && isSaid(happening, place, value);
            Instant time = said ? time(happening, place) : Instant.MIN;
            ReadingSeries series =
                    new ReadingSeries(happening.thing, happening.created, feature, String.join("/", recorded.getKey()));
            if (time.isAfter(happening.at.minus(Duration.ofDays(recorded.getValue()))) && series.storable()) {
                writes.add(Write.put(series.key(time), ReadingCodec.bytes(value)));
            }
        }
    }

    /**
     * Whether an event says this value. Whoever writes properties says each of them; whoever replaces a whole feature or
     * thing only says what differs from before.
     */
    private static boolean isSaid(Happening happening, List<String> place, JsonNode value) {
        List<String> path = happening.path;
        int common = Math.min(path.size(), place.size());
        if (!path.subList(0, common).equals(place.subList(0, common))) {
            return false;
        }
        if (path.size() >= place.size()) {
            return true;
        }
        if (happening.patch.isMissingNode()) {
            return path.size() > 2 || !Trees.at(happening.before, place).equals(value);
        }
        return !Trees.at(happening.patch, place.subList(path.size(), place.size()))
                .isMissingNode();
    }

    private static Instant time(Happening happening, List<String> place) {
        JsonNode stamp = happening.stamps.isMissingNode()
                ? MissingNode.getInstance()
                : Trees.at(happening.stamps, place).path("at");
        Instant said = stamp.isTextual() ? parsed(stamp.textValue(), happening.at) : happening.at;
        boolean sensible = said.isAfter(Instant.EPOCH) && said.isBefore(happening.at.plus(AHEAD));
        return sensible ? said : happening.at;
    }

    private static Instant parsed(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return otherwise;
        }
    }

    private static List<String> place(String feature, List<String> property) {
        List<String> place = new ArrayList<>(List.of(FEATURES, feature, PROPERTIES));
        place.addAll(property);
        return place;
    }
}
