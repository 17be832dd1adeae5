// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.streams;

import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.protocol.placeholders.ResourcePlaceholder;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.criteria.Criteria;
import org.eclipse.ditto.rql.query.filter.QueryFilterCriteriaFactory;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.eclipse.ditto.things.model.signals.events.ThingEventToThingConverter;

/** An RQL filter of events: over what they tell of the thing, and over their topic and path. */
public final class EventFilter {

    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.newInstance();

    /** Lets every event pass. */
    public static final EventFilter ALL = new EventFilter(null);

    private final Criteria criteria;

    private EventFilter(Criteria criteria) {
        this.criteria = criteria;
    }

    /** The filter of a text; fails with Ditto's error when that makes no sense. No text lets everything pass. */
    public static EventFilter of(Optional<String> text, DittoHeaders headers) {
        return text.map(rql -> new EventFilter(QueryFilterCriteriaFactory.modelBased(
                                RqlPredicateParser.getInstance(),
                                TopicPathPlaceholder.getInstance(),
                                ResourcePlaceholder.getInstance(),
                                TimePlaceholder.getInstance())
                        .filterCriteria(rql, headers)))
                .orElse(ALL);
    }

    /** Whether an event passes; one of a policy always does. */
    public boolean passes(Event<?> event) {
        return criteria == null || !(event instanceof ThingEvent<?> of) || passes(of, thingOf(of));
    }

    /**
     * Whether an event passes.
     *
     * @param thing what is known of the thing
     */
    public boolean passes(ThingEvent<?> event, Thing thing) {
        return criteria == null
                || ThingPredicateVisitor.apply(
                                criteria,
                                PlaceholderFactory.newPlaceholderResolver(
                                        TopicPathPlaceholder.getInstance(), PROTOCOL.toTopicPath(event)),
                                PlaceholderFactory.newPlaceholderResolver(ResourcePlaceholder.getInstance(), event),
                                PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()))
                        .test(thing);
    }

    /** What an event tells of its thing. */
    public static Thing thingOf(ThingEvent<?> event) {
        return ThingEventToThingConverter.thingEventToThing(event)
                .orElseGet(() -> Thing.newBuilder().setId(event.getEntityId()).build());
    }
}
