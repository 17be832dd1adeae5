// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.Optional;
import java.util.Set;
import org.borough.ditto.signals.SignalFilter;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonObject;
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
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.eclipse.ditto.things.model.signals.events.ThingEventToThingConverter;

/** A filter, understood. */
final class Sieve {

    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.newInstance();

    private final Set<String> namespaces;
    private final Criteria criteria;
    private final Optional<ExtraFields> extraFields;

    /** Fails with Ditto's error if the filter or the fields make no sense. */
    Sieve(SignalFilter filter) {
        namespaces = filter.namespaces();
        criteria = filter.rql().isBlank() ? null : criteria(filter.rql());
        extraFields = ExtraFields.of(filter.extraFields());
    }

    private static Criteria criteria(String rql) {
        return QueryFilterCriteriaFactory.modelBased(
                        RqlPredicateParser.getInstance(),
                        TopicPathPlaceholder.getInstance(),
                        ResourcePlaceholder.getInstance(),
                        TimePlaceholder.getInstance())
                .filterCriteria(rql, DittoHeaders.empty());
    }

    /** Whether the namespace is right, which is told quickly. */
    boolean mayPass(Signal<?> signal) {
        return namespaces.isEmpty()
                || signal instanceof WithEntityId with
                        && with.getEntityId() instanceof NamespacedEntityId id
                        && namespaces.contains(id.getNamespace());
    }

    /** The fields that come along with a signal; nothing without any. */
    Optional<ThingFieldSelector> extraFields(Signal<?> signal) {
        return extraFields.flatMap(fields -> fields.of(signal));
    }

    boolean passes(Signal<?> signal, Optional<ThingFieldSelector> fields, JsonObject extra) {
        return criteria == null
                || ThingPredicateVisitor.apply(
                                criteria,
                                PlaceholderFactory.newPlaceholderResolver(
                                        TopicPathPlaceholder.getInstance(), PROTOCOL.toTopicPath(signal)),
                                PlaceholderFactory.newPlaceholderResolver(ResourcePlaceholder.getInstance(), signal),
                                PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()))
                        .test(thing(signal, fields, extra));
    }

    private static Thing thing(Signal<?> signal, Optional<ThingFieldSelector> fields, JsonObject extra) {
        Optional<Thing> told = Optional.empty();
        if (fields.isPresent()) {
            told = ThingEventToThingConverter.mergeThingWithExtraFields(signal, fields.get(), extra);
        } else if (signal instanceof ThingEvent<?> event) {
            told = ThingEventToThingConverter.thingEventToThing(event);
        }
        return told.orElseGet(() -> Thing.newBuilder().setId(idOf(signal)).build());
    }

    private static ThingId idOf(Signal<?> signal) {
        return ThingId.of(((WithEntityId) signal).getEntityId());
    }
}
