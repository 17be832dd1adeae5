// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.borough.store.Store;
import org.borough.store.Write;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.devops.WotValidationConfig;
import org.eclipse.ditto.things.model.devops.WotValidationConfigId;
import org.eclipse.ditto.things.model.devops.exceptions.WotValidationConfigInvalidException;
import org.eclipse.ditto.things.model.devops.exceptions.WotValidationConfigNotAccessibleException;

/** Which checks are made: by the settings, then by what developers have said while the city runs, kept in the store. */
final class Configuration {

    static final String DYNAMIC = "dynamicConfig";

    private static final byte[] KEY = "validation".getBytes(UTF_8);
    private static final String CONFIG_ID = "configId";
    private static final WotValidationConfigId ID = WotValidationConfigId.GLOBAL;
    private static final String SCOPE = "scopeId";

    private final Switches settings;
    private final Store store;
    private volatile Current current;

    /** What is said now; nothing when nothing was, or it was deleted. */
    private record Current(Optional<JsonObject> said, Switches global, List<Overrides> overrides) {}

    /** What is otherwise for some changes. */
    private record Overrides(
            List<Map<String, Pattern>> headers, List<Pattern> things, List<Pattern> features, JsonObject switches) {

        boolean match(DittoHeaders given, String thing, String feature) {
            return (headers.isEmpty() || headers.stream().anyMatch(all -> all(all, given)))
                    && any(things, thing)
                    && any(features, feature);
        }

        private static boolean all(Map<String, Pattern> patterns, DittoHeaders headers) {
            return patterns.entrySet().stream().allMatch(each -> each.getValue()
                    .matcher(headers.getOrDefault(each.getKey(), ""))
                    .matches());
        }

        private static boolean any(List<Pattern> patterns, String text) {
            return patterns.isEmpty()
                    || patterns.stream()
                            .anyMatch(pattern -> pattern.matcher(text).matches());
        }
    }

    Configuration(Switches settings, Store store) {
        this.settings = settings;
        this.store = store;
        this.current = current(store.get(KEY).map(bytes -> JsonFactory.newObject(new String(bytes, UTF_8))));
    }

    /** The checks of one change. */
    Switches switches(DittoHeaders headers, String thingDefinition, String featureDefinition) {
        Current now = current;
        Switches switches = now.global;
        for (Overrides overrides : now.overrides) {
            if (overrides.match(headers, thingDefinition, featureDefinition)) {
                switches = switches.with(overrides.switches);
            }
        }
        return switches;
    }

    /** What was said. */
    JsonObject get() {
        return current.said.orElseThrow(Configuration::nothing);
    }

    /** What holds: the settings with what was said. */
    JsonObject merged() {
        Current now = current;
        JsonObject said = now.said.orElse(JsonObject.empty());
        return now.global.toJson().toBuilder()
                .set(CONFIG_ID, ID.toString())
                .set(DYNAMIC, sections(said))
                .build();
    }

    JsonArray sections() {
        return sections(current.said.orElse(JsonObject.empty()));
    }

    JsonObject section(String scope) {
        return Json.objects(current.said.orElse(JsonObject.empty()), DYNAMIC)
                .filter(section ->
                        Json.text(section, SCOPE).filter(scope::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> noSection(scope));
    }

    /** Completes with whether there was nothing before. */
    synchronized CompletionStage<Boolean> put(JsonObject given) {
        boolean fresh = current.said.isEmpty();
        JsonObject said =
                camelCased(given).toBuilder().set(CONFIG_ID, ID.toString()).build();
        JsonObject whole = said.contains(DYNAMIC) || fresh ? said : said.setValue(DYNAMIC, sections());
        return keep(Optional.of(whole)).thenApply(done -> fresh);
    }

    synchronized CompletionStage<Void> delete() {
        get();
        return keep(Optional.empty());
    }

    synchronized CompletionStage<Void> putSection(String scope, JsonObject given) {
        JsonObject section = camelCased(given).setValue(SCOPE, scope);
        JsonObject said = current.said.orElseGet(
                () -> JsonObject.newBuilder().set(CONFIG_ID, ID.toString()).build());
        var sections = JsonFactory.newArrayBuilder();
        others(said, scope).forEach(sections::add);
        return keep(Optional.of(said.setValue(DYNAMIC, sections.add(section).build())));
    }

    synchronized CompletionStage<Void> deleteSection(String scope) {
        section(scope);
        JsonObject said = get();
        var sections = JsonFactory.newArrayBuilder();
        others(said, scope).forEach(sections::add);
        return keep(Optional.of(said.setValue(DYNAMIC, sections.build())));
    }

    /** It holds when it is on disk. */
    private CompletionStage<Void> keep(Optional<JsonObject> said) {
        Current next = current(said);
        Write write = said.map(json -> Write.put(KEY, json.toString().getBytes(UTF_8)))
                .orElseGet(() -> Write.delete(KEY));
        Current before = current;
        current = next;
        CompletableFuture<Void> kept = new CompletableFuture<>();
        store.write(List.of(write)).whenComplete((done, failure) -> {
            if (failure == null) {
                kept.complete(null);
            } else {
                restore(next, before);
                kept.completeExceptionally(failure);
            }
        });
        return kept;
    }

    private synchronized void restore(Current failed, Current before) {
        if (current == failed) {
            current = before;
        }
    }

    private Current current(Optional<JsonObject> said) {
        try {
            said.ifPresent(json -> WotValidationConfig.fromJson(json));
            List<Overrides> overrides = Json.objects(said.orElse(JsonObject.empty()), DYNAMIC)
                    .map(Configuration::overrides)
                    .toList();
            return new Current(said, settings.with(said.orElse(JsonObject.empty())), overrides);
        } catch (PatternSyntaxException e) {
            throw WotValidationConfigInvalidException.newBuilder(
                            "The pattern '" + e.getPattern() + "' is no regular expression: " + e.getDescription())
                    .build();
        }
    }

    private static Overrides overrides(JsonObject section) {
        List<Map<String, Pattern>> headers = Json.objects(section, "validationContext/dittoHeadersPatterns")
                .map(all -> {
                    Map<String, Pattern> patterns = new TreeMap<>();
                    all.forEach(field -> patterns.put(
                            field.getKeyName(), Pattern.compile(field.getValue().formatAsString())));
                    return Map.copyOf(patterns);
                })
                .toList();
        return new Overrides(
                headers,
                patterns(section, "thingDefinitionPatterns"),
                patterns(section, "featureDefinitionPatterns"),
                Json.object(section, "configOverrides"));
    }

    private static List<Pattern> patterns(JsonObject section, String name) {
        return section.getValue("validationContext/" + name).filter(JsonValue::isArray).stream()
                .flatMap(array -> array.asArray().stream())
                .filter(JsonValue::isString)
                .map(text -> Pattern.compile(text.asString()))
                .toList();
    }

    private static JsonArray sections(JsonObject said) {
        var sections = JsonFactory.newArrayBuilder();
        Json.objects(said, DYNAMIC).forEach(sections::add);
        return sections.build();
    }

    private static List<JsonObject> others(JsonObject said, String scope) {
        return Json.objects(said, DYNAMIC)
                .filter(section ->
                        Json.text(section, SCOPE).filter(scope::equals).isEmpty())
                .toList();
    }

    /** Names may be written with hyphens too, as in Ditto's files; names and patterns of headers stay. */
    private static JsonObject camelCased(JsonObject json) {
        JsonObjectBuilder cased = JsonFactory.newObjectBuilder();
        for (JsonField field : json) {
            String name = camelCased(field.getKeyName());
            JsonValue value = field.getValue();
            cased.set(Json.key(name), name.equals("dittoHeadersPatterns") ? value : camelCased(value));
        }
        return cased.build();
    }

    private static JsonValue camelCased(JsonValue value) {
        if (Json.isObject(value)) {
            return camelCased(value.asObject());
        }
        if (!value.isArray()) {
            return value;
        }
        var cased = JsonFactory.newArrayBuilder();
        value.asArray().forEach(each -> cased.add(camelCased(each)));
        return cased.build();
    }

    private static String camelCased(String name) {
        return Pattern.compile("-([a-z])").matcher(name).replaceAll(hyphen -> hyphen.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private static RuntimeException nothing() {
        return WotValidationConfigNotAccessibleException.newBuilder(ID).build();
    }

    private static RuntimeException noSection(String scope) {
        return WotValidationConfigNotAccessibleException.newBuilderForScope(scope)
                .build();
    }
}
