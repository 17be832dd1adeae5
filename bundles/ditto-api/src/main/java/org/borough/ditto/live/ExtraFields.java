// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.common.Placeholders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.HeadersPlaceholder;
import org.eclipse.ditto.placeholders.PipelineElement;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.placeholders.PlaceholderResolver;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.protocol.placeholders.ResourcePlaceholder;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;
import org.eclipse.ditto.things.model.ThingFieldSelector;

/** Fields of a thing that come along with a signal about it. Placeholders in their names are filled from the signal. */
public final class ExtraFields {

    private static final HeadersPlaceholder HEADER = PlaceholderFactory.newHeadersPlaceholder();
    private static final TopicPathPlaceholder TOPIC = TopicPathPlaceholder.getInstance();
    private static final ResourcePlaceholder RESOURCE = ResourcePlaceholder.getInstance();
    private static final TimePlaceholder TIME = TimePlaceholder.getInstance();
    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.newInstance();

    private final ThingFieldSelector given;
    private final boolean open;

    private ExtraFields(ThingFieldSelector given) {
        this.given = given;
        open = Placeholders.containsAnyPlaceholder(given.toString());
        if (open) {
            PlaceholderFilter.validate(
                    given.toString(),
                    HEADER,
                    Named.ENTITY,
                    Named.THING,
                    Named.FEATURE,
                    Named.REQUEST,
                    TOPIC,
                    RESOURCE,
                    TIME);
        }
    }

    /**
     * Reads a selector; nothing if it is blank.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it makes no sense
     */
    public static Optional<ExtraFields> of(String selector) {
        return selector.isBlank()
                ? Optional.empty()
                : Optional.of(new ExtraFields(ThingFieldSelector.fromString(selector)));
    }

    /** The fields for one signal; nothing where no placeholder can be filled. */
    public Optional<ThingFieldSelector> of(Signal<?> signal) {
        if (!open) {
            return Optional.of(given);
        }
        ExpressionResolver resolver = resolver(signal);
        List<JsonPointer> filled = given.getPointers().stream()
                .map(JsonPointer::toString)
                .map(resolver::resolve)
                .flatMap(PipelineElement::toStream)
                .map(JsonPointer::of)
                .toList();
        return filled.isEmpty()
                ? Optional.empty()
                : Optional.of(ThingFieldSelector.fromJsonFieldSelector(JsonFactory.newFieldSelector(filled)));
    }

    private static ExpressionResolver resolver(Signal<?> signal) {
        return PlaceholderFactory.newExpressionResolver(List.<PlaceholderResolver<?>>of(
                PlaceholderFactory.newPlaceholderResolver(HEADER, signal.getDittoHeaders()),
                PlaceholderFactory.newPlaceholderResolver(Named.ENTITY, signal),
                PlaceholderFactory.newPlaceholderResolver(Named.THING, signal),
                PlaceholderFactory.newPlaceholderResolver(Named.FEATURE, signal),
                PlaceholderFactory.newPlaceholderResolver(Named.REQUEST, signal),
                PlaceholderFactory.newPlaceholderResolver(TOPIC, PROTOCOL.toTopicPath(signal)),
                PlaceholderFactory.newPlaceholderResolver(RESOURCE, signal),
                PlaceholderFactory.newPlaceholderResolver(TIME, new Object())));
    }
}
