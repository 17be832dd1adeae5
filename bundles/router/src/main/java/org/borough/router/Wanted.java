// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.borough.thing.Setting;
import org.borough.twin.Twin;

/** What a twin is wanted to report and does not. */
final class Wanted {

    private static final double NOISE = 1e-9;

    private final Json json = new Json();
    private final double tolerance;

    Wanted(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * The desired properties that differ from the reported ones.
     *
     * @param wholes addresses of values that were desired as a whole although they are objects; elsewhere each member
     *     of an object is a property of its own
     */
    List<Setting> of(Twin twin, Set<String> wholes) {
        String text = twin.json();
        if (!text.contains("\"desiredProperties\"")) {
            return List.of();
        }
        List<Setting> differing = new ArrayList<>();
        json.read(text).path("features").properties().forEach(feature -> {
            if (!feature.getKey().equals(StateReports.FEATURE)) {
                JsonNode reported = feature.getValue().path("properties");
                leaves(feature.getKey(), "", feature.getValue().path("desiredProperties"), wholes).stream()
                        .filter(setting -> !met(setting.value(), Json.value(Json.at(reported, setting.path()))))
                        .forEach(differing::add);
            }
        });
        return differing;
    }

    private static List<Setting> leaves(String feature, String path, JsonNode node, Set<String> wholes) {
        List<Setting> found = new ArrayList<>();
        String prefix = path.isEmpty() ? "" : path + '/';
        node.properties().forEach(member -> {
            String here = prefix + member.getKey();
            boolean whole = wholes.contains(feature + '/' + here);
            if (member.getValue().isObject() && !member.getValue().isEmpty() && !whole) {
                found.addAll(leaves(feature, here, member.getValue(), wholes));
            } else {
                Json.value(member.getValue()).ifPresent(value -> found.add(new Setting(feature, here, value)));
            }
        });
        return found;
    }

    private boolean met(Object desired, Optional<Object> reported) {
        return reported.isPresent() && met(desired, reported.get());
    }

    /** Numbers within the tolerance; of objects the members that are wanted; everything else as it is. */
    boolean met(Object desired, Object reported) {
        if (desired instanceof Number wanted && reported instanceof Number is) {
            double a = wanted.doubleValue();
            double b = is.doubleValue();
            return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)) + NOISE;
        }
        if (desired instanceof Map<?, ?> wanted && reported instanceof Map<?, ?> is) {
            return wanted.entrySet().stream()
                    .allMatch(member ->
                            is.containsKey(member.getKey()) && met(member.getValue(), is.get(member.getKey())));
        }
        if (desired instanceof List<?> wanted && reported instanceof List<?> is) {
            return wanted.size() == is.size() && pairs(wanted, is);
        }
        return Objects.equals(desired, reported);
    }

    private boolean pairs(List<?> wanted, List<?> is) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!met(wanted.get(i), is.get(i))) {
                return false;
            }
        }
        return true;
    }
}
