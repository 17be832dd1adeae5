// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.EnumSet;
import java.util.Set;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Which checks are made, and whether they only warn. */
record Switches(boolean enabled, boolean logsOnly, Set<Check> checks) {

    private static final String ENABLED = "enabled";
    private static final String LOGS_ONLY = "logWarningInsteadOfFailingApiCalls";

    boolean on(Check check) {
        return enabled && checks.contains(check);
    }

    /** These with what a configuration in Ditto's JSON says otherwise. */
    Switches with(JsonObject overrides) {
        EnumSet<Check> on = EnumSet.noneOf(Check.class);
        for (Check check : Check.values()) {
            if (flag(overrides, check.pointer(), checks.contains(check))) {
                on.add(check);
            }
        }
        return new Switches(flag(overrides, ENABLED, enabled), flag(overrides, LOGS_ONLY, logsOnly), on);
    }

    JsonObject toJson() {
        JsonObjectBuilder json =
                JsonFactory.newObjectBuilder().set(ENABLED, enabled).set(LOGS_ONLY, logsOnly);
        for (Check check : Check.values()) {
            json.set(JsonPointer.of(check.pointer()), JsonValue.of(checks.contains(check)));
        }
        return json.build();
    }

    private static boolean flag(JsonObject json, String pointer, boolean otherwise) {
        return json.getValue(pointer)
                .filter(JsonValue::isBoolean)
                .map(JsonValue::asBoolean)
                .orElse(otherwise);
    }
}
