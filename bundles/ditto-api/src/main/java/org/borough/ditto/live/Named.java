// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.WithFeatureId;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.placeholders.Placeholder;

/** A placeholder whose names each stand for a part of a signal, or for several. */
record Named(String prefix, Map<String, Function<Signal<?>, Stream<String>>> parts) implements Placeholder<Signal<?>> {

    private static final JsonKey FEATURES = JsonKey.of("features");

    static final Named THING = ids("thing");
    static final Named ENTITY = ids("entity");
    static final Named FEATURE = new Named("feature", Map.of("id", Named::features));
    static final Named REQUEST = new Named(
            "request",
            Map.of(
                    "subjectId",
                    signal -> signal.getDittoHeaders().getAuthorizationContext().getFirstAuthorizationSubject().stream()
                            .map(AuthorizationSubject::getId)));

    private static Named ids(String prefix) {
        return new Named(
                prefix,
                Map.of(
                        "id", signal -> id(signal).map(NamespacedEntityId::toString),
                        "namespace", signal -> id(signal).map(NamespacedEntityId::getNamespace),
                        "name", signal -> id(signal).map(NamespacedEntityId::getName)));
    }

    private static Stream<NamespacedEntityId> id(Signal<?> signal) {
        return signal instanceof WithEntityId with && with.getEntityId() instanceof NamespacedEntityId id
                ? Stream.of(id)
                : Stream.empty();
    }

    /** The feature that a signal is about, or all that it tells of. */
    private static Stream<String> features(Signal<?> signal) {
        if (signal instanceof WithFeatureId with) {
            return Stream.of(with.getFeatureId());
        }
        if (signal instanceof MessageCommand<?, ?> command) {
            return command.getMessage().getFeatureId().stream();
        }
        JsonPointer path = signal.getResourcePath();
        boolean one = path.getLevelCount() > 1
                && path.getRoot().filter(FEATURES::equals).isPresent();
        return one
                ? path.get(1).map(JsonKey::toString).stream()
                : signal instanceof Event<?> event ? told(event, path) : Stream.empty();
    }

    private static Stream<String> told(Event<?> event, JsonPointer path) {
        JsonObject top = event.getEntity()
                .map(value -> path.isEmpty()
                        ? value
                        : JsonObject.newBuilder().set(path, value).build())
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
        return top.getValue(FEATURES)
                .filter(value -> value.isObject() && !value.isNull())
                .map(value -> value.asObject().stream().map(JsonField::getKeyName))
                .orElseGet(Stream::empty);
    }

    @Override
    public String getPrefix() {
        return prefix;
    }

    @Override
    public List<String> getSupportedNames() {
        return parts.keySet().stream().sorted().toList();
    }

    @Override
    public boolean supports(String name) {
        return parts.containsKey(name);
    }

    @Override
    public List<String> resolveValues(Signal<?> signal, String name) {
        return parts.get(name).apply(signal).toList();
    }
}
