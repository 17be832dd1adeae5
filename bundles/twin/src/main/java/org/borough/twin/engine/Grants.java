// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.enforcers.EffectedSubjects;
import org.eclipse.ditto.policies.model.enforcers.Enforcer;
import org.eclipse.ditto.things.model.Thing;

/** What one policy, its imports resolved, allows. */
final class Grants {

    static final String READ = "READ";
    static final String WRITE = "WRITE";
    private static final Permissions TO_READ = PoliciesModelFactory.newPermissions(READ);
    private static final JsonFieldSelector THING_ID = JsonFactory.newFieldSelector(Thing.JsonFields.ID);
    private static final JsonFieldSelector POLICY_ID = JsonFactory.newFieldSelector(Policy.JsonFields.ID);
    private static final JsonPointer FEATURES = JsonPointer.of("features");
    private static final int MAX_DECIDED = 32;

    private final Enforcer enforcer;
    private final Instant until;
    /** What was asked lately, since the same few ask the same few things all the time. */
    private final Map<Question, Boolean> decided = new ConcurrentHashMap<>();

    private record Question(
            String type, JsonPointer path, AuthorizationContext who, String permission, boolean ofAll) {}

    /** Holds until the first of the policy's subjects comes to its end. */
    Grants(Enforcer enforcer, Instant until) {
        this.enforcer = enforcer;
        this.until = until;
    }

    /** Whether no subject has come to its end meanwhile. */
    boolean holdsAt(Clock clock) {
        return until.equals(Instant.MAX) || clock.instant().isBefore(until);
    }

    boolean all(String type, JsonPointer path, AuthorizationContext who, String permission) {
        return decide(new Question(type, path, who, permission, true));
    }

    boolean some(String type, JsonPointer path, AuthorizationContext who, String permission) {
        return decide(new Question(type, path, who, permission, false));
    }

    private boolean decide(Question question) {
        Boolean known = decided.get(question);
        if (known != null) {
            return known;
        }
        if (decided.size() >= MAX_DECIDED) {
            decided.clear();
        }
        ResourceKey key = ResourceKey.newInstance(question.type, question.path);
        boolean allowed = question.ofAll
                ? enforcer.hasUnrestrictedPermissions(key, question.who, question.permission)
                : enforcer.hasPartialPermissions(key, question.who, question.permission);
        decided.put(question, allowed);
        return allowed;
    }

    /** Whether every leaf of a merge patch may be written. */
    boolean mayMerge(JsonPointer path, JsonValue patch, AuthorizationContext who) {
        if (all("thing", path, who, WRITE)) {
            return true;
        }
        Set<ResourceKey> leaves = new HashSet<>();
        addLeaves(path, patch, leaves);
        return some("thing", path, who, WRITE) && enforcer.hasUnrestrictedPermissions(leaves, who, WRITE);
    }

    /** Whether all features may be written. */
    boolean mayWriteFeatures(AuthorizationContext who) {
        return all("thing", FEATURES, who, WRITE);
    }

    /** Whom a resource as a whole is granted to or revoked from for reading. */
    EffectedSubjects readers(String type, JsonPointer path) {
        return enforcer.getSubjectsWithPermission(ResourceKey.newInstance(type, path), TO_READ);
    }

    /** What of an object may be read; of anything else, all of it. */
    JsonValue view(String type, JsonPointer path, JsonValue value, AuthorizationContext who) {
        if (!value.isObject() || value.isNull() || all(type, path, who, READ)) {
            return value;
        }
        ResourceKey key = ResourceKey.newInstance(type, path);
        Iterable<JsonField> fields = value.asObject();
        JsonFieldSelector always = type.equals("thing") ? THING_ID : POLICY_ID;
        return enforcer.buildJsonView(key, fields, who, always, TO_READ);
    }

    /** A thing with everything that is hidden unless asked for, as somebody may see it. */
    JsonObject thing(JsonObject whole, AuthorizationContext who) {
        JsonObject seen = view("thing", JsonPointer.empty(), whole, who).asObject();
        if (seen == whole || !seen.contains(Places.METADATA)) {
            return seen;
        }
        // Metadata tells something of what it describes.
        JsonObject metadata = view("thing", JsonPointer.empty(), ThingValues.metadata(seen), who)
                .asObject();
        return metadata.isEmpty() ? seen.remove(Places.METADATA) : seen.setValue(Places.METADATA, metadata);
    }

    private static void addLeaves(JsonPointer path, JsonValue value, Set<ResourceKey> leaves) {
        if (value.isObject() && !value.isNull() && !value.asObject().isEmpty()) {
            for (JsonField field : value.asObject()) {
                addLeaves(path.addLeaf(field.getKey()), field.getValue(), leaves);
            }
        } else {
            leaves.add(ResourceKey.newInstance("thing", path));
        }
    }
}
