// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.policy;

import java.time.Clock;
import java.util.function.UnaryOperator;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectExpiryInvalidException;

/** What becomes of subjects that somebody writes into a policy: placeholders filled, times rounded, ended ones refused. */
public final class GivenSubjects {

    private static final String ENTRIES = "entries";
    private static final String SUBJECTS = "subjects";

    private final SubjectTimes times;
    private final Clock clock;

    /** Rounds by these times. */
    public GivenSubjects(SubjectTimes times, Clock clock) {
        this.times = times;
        this.clock = clock;
    }

    /** The times of subjects. */
    public SubjectTimes times() {
        return times;
    }

    /** A whole policy, also without its id. */
    public JsonObject policy(JsonObject policy, DittoHeaders headers) {
        return member(policy, ENTRIES, entries -> entries(entries, headers));
    }

    /** All entries. */
    public JsonObject entries(JsonObject entries, DittoHeaders headers) {
        JsonObjectBuilder result = JsonFactory.newObjectBuilder();
        for (JsonField entry : entries) {
            result.set(
                    JsonFactory.newPointer(entry.getKey()),
                    entry.getValue().isObject() ? entry(entry.getValue().asObject(), headers) : entry.getValue());
        }
        return result.build();
    }

    /** One entry. */
    public JsonObject entry(JsonObject entry, DittoHeaders headers) {
        return member(entry, SUBJECTS, subjects -> subjects(subjects, headers));
    }

    /** The subjects of an entry. */
    public JsonObject subjects(JsonObject subjects, DittoHeaders headers) {
        JsonObjectBuilder result = JsonFactory.newObjectBuilder();
        for (JsonField subject : subjects) {
            String id = name(subject.getKeyName(), headers);
            JsonValue value = subject.getValue();
            result.set(
                    JsonFactory.newPointer(JsonFactory.newKey(id)),
                    value.isObject() ? subject(id, value.asObject(), headers) : value);
        }
        return result.build();
    }

    /** One subject. */
    public JsonObject subject(String id, JsonObject json, DittoHeaders headers) {
        if (!json.contains(Subject.JsonFields.EXPIRY.getPointer())
                && !json.contains(Subject.JsonFields.ANNOUNCEMENT.getPointer())) {
            return json;
        }
        return checked(times.rounded(PoliciesModelFactory.newSubject(id, json)), headers)
                .toJson();
    }

    /** The subject itself, unless it has come to its end. */
    public Subject checked(Subject subject, DittoHeaders headers) {
        if (SubjectTimes.ended(subject, clock.instant())) {
            throw SubjectExpiryInvalidException.newBuilderTimestampInThePast(
                            subject.getExpiry().orElseThrow())
                    .dittoHeaders(headers)
                    .build();
        }
        return subject;
    }

    /** The id of a subject. */
    public String name(String id, DittoHeaders headers) {
        return RequestSubject.in(id, headers);
    }

    private static JsonObject member(JsonObject object, String name, UnaryOperator<JsonObject> change) {
        JsonPointer pointer = JsonFactory.newPointer(JsonKey.of(name));
        return object.getValue(pointer)
                .filter(value -> value.isObject() && !value.isNull())
                .map(value -> object.setValue(pointer, change.apply(value.asObject())))
                .orElse(object);
    }
}
