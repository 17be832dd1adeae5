// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.util.List;
import java.util.Optional;
import org.borough.talq.FunctionRow;
import org.borough.talq.Group;
import org.borough.talq.LoggerConfig;
import org.borough.talq.LoggerConfig.Content;
import org.borough.talq.LoggerConfig.Events;
import org.borough.talq.LoggerConfig.Sources;
import org.borough.talq.ResourceReference;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;

/** What a logger is to record: of which devices which values and events. */
final class Selected {

    private final LoggerConfig config;
    private final Shelf shelf;
    private final Streets streets;

    Selected(LoggerConfig config, Shelf shelf, Streets streets) {
        this.config = config;
        this.shelf = shelf;
        this.streets = streets;
    }

    boolean device(ThingId thing) {
        Optional<Sources> sources = config.sourceAddresses();
        if (sources.isEmpty()
                || sources.get().whiteList().isEmpty()
                        && sources.get().blackList().isEmpty()) {
            return false;
        }
        boolean named =
                sources.get().whiteList().map(list -> isIn(thing, list, 0)).orElse(true);
        return named
                && !sources.get().blackList().map(list -> isIn(thing, list, 0)).orElse(false);
    }

    private boolean isIn(ThingId thing, List<ResourceReference> list, int depth) {
        String address = Inventory.address(thing);
        for (ResourceReference reference : list) {
            if (reference.resource().equals("devices") && reference.entity().equalsIgnoreCase(address)) {
                return true;
            }
            if (reference.resource().equals("groups") && depth < 8 && isInGroup(thing, reference, depth)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInGroup(ThingId thing, ResourceReference group, int depth) {
        Optional<ThingId> street = streets.find(group.address());
        if (street.isPresent()) {
            return streets.lamps(street.get()).contains(thing);
        }
        return shelf.find("groups", group.address())
                .filter(json -> isIn(thing, TalqJson.as(json, Group.class).members(), depth + 1))
                .isPresent();
    }

    boolean value(FunctionRow row, String functionId) {
        boolean values = config.recordingMode()
                .filter(mode -> mode.type().equals(LoggerConfig.VENDOR))
                .isPresent();
        Optional<List<Content>> content = config.recordingMode().flatMap(LoggerConfig.Recording::content);
        return values
                && !row.isEvent()
                && content.map(list -> list.stream().anyMatch(one -> fits(one, row, functionId)))
                        .orElse(true);
    }

    private static boolean fits(Content content, FunctionRow row, String functionId) {
        LoggerConfig.Selection wanted = content.function();
        boolean function = wanted.functionId().isEmpty()
                ? wanted.functionType().isEmpty() || wanted.functionType().equals(row.functionType())
                : wanted.functionId().equals(functionId);
        boolean scope =
                content.attributeScope().isEmpty() || content.attributeScope().equals(row.scope());
        boolean name = wanted.attributes().isEmpty()
                || wanted.attributes().stream().anyMatch(one -> one.name().equals(row.attribute()));
        return function && scope && name;
    }

    boolean event(FunctionRow row) {
        Optional<Events> events = config.recordingMode()
                .filter(mode -> mode.type().equals(LoggerConfig.EVENT))
                .flatMap(LoggerConfig.Recording::sourceEvents);
        if (!row.isEvent()
                || events.isEmpty()
                || events.get().whiteList().isEmpty()
                        && events.get().blackList().isEmpty()) {
            return false;
        }
        boolean named = events.get()
                .whiteList()
                .map(list -> list.contains(row.attribute()))
                .orElse(true);
        return named
                && !events.get()
                        .blackList()
                        .map(list -> list.contains(row.attribute()))
                        .orElse(false);
    }
}
