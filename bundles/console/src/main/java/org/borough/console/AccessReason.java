// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Set;
import org.borough.thing.ThingId;
import org.borough.twin.Entitlements;
import org.borough.twin.Entitlements.Decision;
import org.borough.twin.Entitlements.Rule;

/** Why somebody may do something with a thing, or not. */
record AccessReason(Entitlements entitlements, String subject, String thing) {

    /** The decision and the rules that lead to it, one a line. */
    String why(String path, String permission) {
        String resource = path.matches("[a-z]+:/.*") ? path : "thing:" + (path.startsWith("/") ? path : "/" + path);
        Decision decision = entitlements
                .ofThing(ThingId.parse(thing), Set.of(subject), resource, permission)
                .orElseThrow(() -> new CommandFailedException(
                        "there is no thing '" + thing + "', or its policy is gone. List things with city:things."));
        StringBuilder text =
                new StringBuilder("%s %s %s %s of %s.".formatted(subject, verb(decision), permission, resource, thing));
        if (decision.rules().isEmpty()) {
            text.append(" No entry of the policy ").append(decision.policyId()).append(" says that it may.");
        }
        decision.rules().forEach(rule -> text.append("\n  ").append(line(rule)));
        return text.toString();
    }

    private static String verb(Decision decision) {
        return switch (decision.extent()) {
            case ALL -> "may";
            case SOME -> "may in part";
            case NONE -> "may not";
        };
    }

    private static String line(Rule rule) {
        return "%s: policy %s%s, entry %s, %s: grants %s, revokes %s%s"
                .formatted(
                        rule.decides() ? "decides" : "outdone",
                        rule.policyId(),
                        rule.imported() ? " (imported)" : "",
                        rule.label(),
                        rule.resource(),
                        rule.grant(),
                        rule.revoke(),
                        rule.end().isEmpty() ? "" : ", ends " + rule.end());
    }
}
