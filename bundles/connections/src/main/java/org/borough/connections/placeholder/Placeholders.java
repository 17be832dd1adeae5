// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.placeholder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.signals.WithResource;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.HeadersPlaceholder;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderResolver;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.MessagePath;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.placeholders.ResourcePlaceholder;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;

/** The placeholders that connection documents may use, and resolvers that fill them from a message. */
public final class Placeholders {

    private static final Placeholder<TopicPath> ENTITY = ids("entity", Optional::of);
    private static final Placeholder<TopicPath> THING = ids("thing", topic -> only(topic, TopicPath.Group.THINGS));
    private static final Placeholder<TopicPath> POLICY = ids("policy", topic -> only(topic, TopicPath.Group.POLICIES));
    private static final Placeholder<MessagePath> FEATURE =
            new Named<>("feature", Map.of("id", MessagePath::getFeatureId));
    private static final Placeholder<ConnectionId> CONNECTION =
            new Named<>("connection", Map.of("id", id -> Optional.of(id.toString())));
    private static final Placeholder<AuthorizationContext> REQUEST =
            new Named<>("request", Map.of("subjectId", who -> who.getFirstAuthorizationSubject()
                    .map(AuthorizationSubject::getId)));
    private static final Placeholder<String> SOURCE = new Named<>("source", Map.of("address", Optional::of));
    private static final HeadersPlaceholder HEADER = PlaceholderFactory.newHeadersPlaceholder();
    private static final TopicPathPlaceholder TOPIC = TopicPathPlaceholder.getInstance();
    private static final ResourcePlaceholder RESOURCE = ResourcePlaceholder.getInstance();
    private static final TimePlaceholder TIME = TimePlaceholder.getInstance();
    private static final Object NOW = new Object();

    private Placeholders() {}

    private static Placeholder<TopicPath> ids(String prefix, Function<TopicPath, Optional<TopicPath>> of) {
        return new Named<>(
                prefix,
                Map.of(
                        "id",
                        topic -> of.apply(topic).map(Placeholders::id),
                        "namespace",
                        topic -> of.apply(topic).map(TopicPath::getNamespace),
                        "name",
                        topic -> of.apply(topic).map(TopicPath::getEntityName)));
    }

    private static Optional<TopicPath> only(TopicPath topic, TopicPath.Group group) {
        return topic.isGroup(group) ? Optional.of(topic) : Optional.empty();
    }

    /** The id of what a topic speaks of. */
    public static String id(TopicPath topic) {
        return topic.isGroup(TopicPath.Group.CONNECTIONS)
                ? topic.getEntityName()
                : topic.getNamespace() + ":" + topic.getEntityName();
    }

    /** All that addresses and header mappings may use, to check documents with. */
    public static Placeholder<?>[] all() {
        return new Placeholder<?>[] {ENTITY, THING, POLICY, FEATURE, CONNECTION, REQUEST, HEADER, TOPIC, RESOURCE, TIME
        };
    }

    /** What the filters of an enforcement may use. */
    public static Placeholder<?>[] ofEnforcementFilters() {
        return new Placeholder<?>[] {ENTITY, THING, POLICY, FEATURE};
    }

    /** What the input of an enforcement may use. */
    public static Placeholder<?>[] ofEnforcementInput() {
        return new Placeholder<?>[] {SOURCE, HEADER};
    }

    public static Placeholder<?>[] ofHeaders() {
        return new Placeholder<?>[] {HEADER, REQUEST, TIME};
    }

    /** Fills the id of the connection. */
    public static ExpressionResolver ofConnection(ConnectionId id) {
        return PlaceholderFactory.newExpressionResolver(CONNECTION, id);
    }

    /** Fills what is known of a message before it is understood. */
    public static ExpressionResolver ofRaw(Map<String, String> headers, String address) {
        return PlaceholderFactory.newExpressionResolver(
                List.<PlaceholderResolver<?>>of(known(HEADER, headers), known(SOURCE, address), known(TIME, NOW)));
    }

    /** Fills what mappers may use: the outer headers, and in whose name the message is taken. */
    public static ExpressionResolver ofHeaders(Map<String, String> headers, AuthorizationContext who) {
        return PlaceholderFactory.newExpressionResolver(
                List.<PlaceholderResolver<?>>of(known(HEADER, headers), known(REQUEST, who), known(TIME, NOW)));
    }

    /** Fills everything that is known of an understood message. */
    public static ExpressionResolver ofMessage(
            Map<String, String> headers, Adaptable message, AuthorizationContext who, ConnectionId connection) {
        return PlaceholderFactory.newExpressionResolver(new ArrayList<>(Stream.concat(
                        ofSubject(message),
                        Stream.of(
                                known(HEADER, headers),
                                known(REQUEST, who),
                                known(CONNECTION, connection),
                                known(TIME, NOW)))
                .toList()));
    }

    /** Fills what the filters of an enforcement may use. */
    public static ExpressionResolver ofSubjectOnly(Adaptable message) {
        return PlaceholderFactory.newExpressionResolver(
                new ArrayList<>(ofSubject(message).toList()));
    }

    private static Stream<PlaceholderResolver<?>> ofSubject(Adaptable message) {
        TopicPath topic = message.getTopicPath();
        MessagePath path = message.getPayload().getPath();
        return Stream.of(
                known(ENTITY, topic),
                known(THING, topic),
                known(POLICY, topic),
                known(FEATURE, path),
                known(TOPIC, topic),
                known(RESOURCE, new Resource(topic, path)));
    }

    private static <T> PlaceholderResolver<?> known(Placeholder<T> placeholder, T value) {
        return PlaceholderFactory.newPlaceholderResolver(placeholder, value);
    }

    /** What a message is about, as Ditto's placeholder wants to be told it. */
    private record Resource(TopicPath topic, JsonPointer path) implements WithResource {

        @Override
        public String getResourceType() {
            if (topic.isCriterion(TopicPath.Criterion.MESSAGES)) {
                return "message";
            }
            String group = topic.getGroup().getName();
            return group.equals("policies") ? "policy" : group.substring(0, group.length() - 1);
        }

        @Override
        public JsonPointer getResourcePath() {
            return JsonPointer.of(path.toString());
        }
    }
}
