// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.Arrays;
import java.util.Optional;

/** What may be checked, each by the name that it has in Ditto's configuration of validation. */
enum Check {
    THING_DEFINITION_CHANGE("thing.enforce.thingDescriptionModification"),
    ATTRIBUTES("thing.enforce.attributes"),
    THING_INBOX_INPUT("thing.enforce.inboxMessagesInput"),
    THING_INBOX_OUTPUT("thing.enforce.inboxMessagesOutput"),
    THING_OUTBOX("thing.enforce.outboxMessages"),
    NO_THING_DEFINITION_DELETION("thing.forbid.thingDescriptionDeletion"),
    NO_OTHER_ATTRIBUTES("thing.forbid.nonModeledAttributes"),
    NO_OTHER_THING_INBOX("thing.forbid.nonModeledInboxMessages"),
    NO_OTHER_THING_OUTBOX("thing.forbid.nonModeledOutboxMessages"),
    FEATURE_DEFINITION_CHANGE("feature.enforce.featureDescriptionModification"),
    FEATURES_PRESENT("feature.enforce.presenceOfModeledFeatures"),
    PROPERTIES("feature.enforce.properties"),
    DESIRED_PROPERTIES("feature.enforce.desiredProperties"),
    FEATURE_INBOX_INPUT("feature.enforce.inboxMessagesInput"),
    FEATURE_INBOX_OUTPUT("feature.enforce.inboxMessagesOutput"),
    FEATURE_OUTBOX("feature.enforce.outboxMessages"),
    NO_FEATURE_DEFINITION_DELETION("feature.forbid.featureDescriptionDeletion"),
    NO_OTHER_FEATURES("feature.forbid.nonModeledFeatures"),
    NO_OTHER_PROPERTIES("feature.forbid.nonModeledProperties"),
    NO_OTHER_DESIRED_PROPERTIES("feature.forbid.nonModeledDesiredProperties"),
    NO_OTHER_FEATURE_INBOX("feature.forbid.nonModeledInboxMessages"),
    NO_OTHER_FEATURE_OUTBOX("feature.forbid.nonModeledOutboxMessages");

    private final String path;

    Check(String path) {
        this.path = path;
    }

    static Optional<Check> named(String path) {
        return Arrays.stream(values()).filter(check -> check.path.equals(path)).findAny();
    }

    /** Where it stands in a configuration's JSON. */
    String pointer() {
        return "/" + path.replace('.', '/');
    }

    @Override
    public String toString() {
        return path;
    }
}
