// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeExceptionBuilder;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTag;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTagMatcher;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTagMatchers;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyPreconditionFailedException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyPreconditionNotModifiedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingPreconditionFailedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingPreconditionNotModifiedException;

/** Entity tags, and the conditions that callers put on them. */
final class Tags {

    private Tags() {}

    /** The tag of a part: the revision for the whole, a hash for the rest. */
    static Optional<EntityTag> of(boolean whole, long revision, Optional<JsonValue> value) {
        return whole
                ? value.map(present -> EntityTag.strong("\"rev:" + revision + '"'))
                : value.flatMap(EntityTag::fromEntity);
    }

    static DittoHeaders answer(DittoHeaders headers, long revision, Optional<EntityTag> tag) {
        // What answers wants no answer: said here, as a response would make its headers once more to say it.
        var builder = headers.toBuilder()
                .responseRequired(false)
                .putHeader(DittoHeaderDefinition.ENTITY_REVISION.getKey(), Long.toString(revision));
        tag.ifPresent(builder::eTag);
        return builder.build();
    }

    /** Checks {@code if-match} and {@code if-none-match}. */
    static void check(Entity.Kind kind, DittoHeaders headers, boolean read, Optional<EntityTag> current) {
        Optional<EntityTagMatchers> ifMatch = headers.getIfMatch();
        if (ifMatch.isPresent() && ifMatch.get().stream().noneMatch(matcher -> matches(matcher, current, true))) {
            throw failed(kind, "If-Match", ifMatch.get(), current)
                    .dittoHeaders(withTag(headers, current))
                    .build();
        }
        Optional<EntityTagMatchers> ifNone = headers.getIfNoneMatch();
        if (ifNone.isPresent() && ifNone.get().stream().anyMatch(matcher -> matches(matcher, current, false))) {
            var fault = read
                    ? notModified(kind, ifNone.get(), current)
                    : failed(kind, "If-None-Match", ifNone.get(), current);
            throw fault.dittoHeaders(withTag(headers, current)).build();
        }
    }

    private static boolean matches(EntityTagMatcher matcher, Optional<EntityTag> current, boolean strong) {
        return current.isPresent()
                && (matcher.isAsterisk()
                        || (strong ? matcher.strongMatch(current.get()) : matcher.weakMatch(current.get())));
    }

    private static DittoRuntimeExceptionBuilder<?> failed(
            Entity.Kind kind, String header, EntityTagMatchers expected, Optional<EntityTag> current) {
        String actual = text(current);
        return kind == Entity.Kind.THING
                ? ThingPreconditionFailedException.newBuilder(header, expected.toString(), actual)
                : PolicyPreconditionFailedException.newBuilder(header, expected.toString(), actual);
    }

    private static DittoRuntimeExceptionBuilder<?> notModified(
            Entity.Kind kind, EntityTagMatchers expected, Optional<EntityTag> current) {
        String actual = text(current);
        return kind == Entity.Kind.THING
                ? ThingPreconditionNotModifiedException.newBuilder(expected.toString(), actual)
                : PolicyPreconditionNotModifiedException.newBuilder(expected.toString(), actual);
    }

    private static DittoHeaders withTag(DittoHeaders headers, Optional<EntityTag> tag) {
        return tag.<DittoHeaders>map(
                        present -> headers.toBuilder().eTag(present).build())
                .orElse(headers);
    }

    private static String text(Optional<EntityTag> tag) {
        return tag.map(EntityTag::toString).orElse("");
    }
}
