// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingModels;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Models that are ready for one command. */
final class LoadedModels implements ThingModels.Models {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);

    private final Map<String, Lent> lent;
    private final Settings settings;
    private final Skeletons skeletons;
    private final Configuration configuration;
    private final Describer describer;

    /** A model, or why there is none; neither when a definition names none. */
    record Lent(Optional<TwinModel> model, Optional<Unavailable> problem) {

        static final Lent NONE = new Lent(Optional.empty(), Optional.empty());
    }

    LoadedModels(Map<String, Lent> lent, Settings settings, Configuration configuration, Describer describer) {
        this.lent = lent;
        this.settings = settings;
        this.skeletons = new Skeletons(settings.making().optional());
        this.configuration = configuration;
        this.describer = describer;
    }

    @Override
    public boolean covers(Set<String> definitions) {
        return lent.keySet().containsAll(definitions);
    }

    @Override
    public JsonObject begin(JsonObject thing, DittoHeaders headers) {
        if (!settings.making().things()) {
            return thing;
        }
        return Json.definition(thing)
                .flatMap(definition -> wanted(definition, headers))
                .map(model -> over(thing, skeletons.thing(model)))
                .orElse(thing);
    }

    @Override
    public JsonObject beginFeature(String id, JsonObject feature, DittoHeaders headers) {
        if (!settings.making().features()) {
            return feature;
        }
        return Json.definition(feature)
                .flatMap(definition -> wanted(definition, headers))
                .map(model -> over(feature, skeletons.feature(model)))
                .orElse(feature);
    }

    @Override
    public Optional<JsonObject> skeleton(String definition, DittoHeaders headers) {
        return translated(headers, () -> model(definition))
                .map(model -> skeletons.thing(model).setValue("definition", definition));
    }

    @Override
    public void check(ThingChange change) {
        String definition = Json.definition(change.after())
                .or(() -> Json.definition(change.before()))
                .orElse("");
        DittoHeaders headers = change.headers();
        Function<String, Switches> switches = feature -> configuration.switches(headers, definition, feature);
        if (!switches.apply("").enabled()) {
            return;
        }
        ThingChecks checks =
                new ThingChecks(change, this::model, switches, settings.making().strictOwn());
        guarded(headers, switches.apply("").logsOnly(), checks::check);
    }

    @Override
    public void check(MessageCommand<?, ?> message, JsonObject thing) {
        rules(message.getMessage(), thing, message.getDittoHeaders(), message.getResourcePath(), MessageRules::sent);
    }

    @Override
    public void check(MessageCommandResponse<?, ?> answer, JsonObject thing) {
        rules(answer.getMessage(), thing, answer.getDittoHeaders(), answer.getResourcePath(), MessageRules::answered);
    }

    @Override
    public JsonObject describe(
            JsonObject thing, Optional<String> feature, ThingModels.Rights rights, DittoHeaders headers) {
        return describer.describe(
                thing, feature, rights, headers, definition -> translated(headers, () -> model(definition)));
    }

    private void rules(
            Message<?> message, JsonObject thing, DittoHeaders headers, JsonPointer at, Consumer<MessageRules> check) {
        String ofThing = Json.definition(thing).orElse("");
        String ofFeature = message.getFeatureId()
                .flatMap(id -> Json.definition(Json.object(thing, Json.at("features", id))))
                .orElse("");
        String deciding = message.getFeatureId().isPresent() ? ofFeature : ofThing;
        Switches switches = configuration.switches(headers, ofThing, ofFeature);
        if (!deciding.isEmpty() && switches.enabled()) {
            guarded(headers, switches.logsOnly(), () -> model(deciding).ifPresent(model -> {
                boolean strict = settings.making().strictOwn() || !model.own();
                check.accept(new MessageRules(model, switches, strict, message, at));
            }));
        }
    }

    private static void guarded(DittoHeaders headers, boolean logsOnly, Runnable check) {
        try {
            translated(headers, () -> {
                check.run();
                return true;
            });
        } catch (PayloadInvalidException invalid) {
            if (!logsOnly) {
                throw invalid.setDittoHeaders(headers);
            }
            LOG.warn("Let through although it is not valid: {}", invalid.toJsonString());
        }
    }

    private static <T> T translated(DittoHeaders headers, Supplier<T> work) {
        try {
            return work.get();
        } catch (Unavailable none) {
            throw none.error(headers);
        }
    }

    private Optional<TwinModel> wanted(String definition, DittoHeaders headers) {
        try {
            return model(definition);
        } catch (Unavailable none) {
            DittoRuntimeException error = none.error(headers);
            if (settings.making().refuse()) {
                throw error;
            }
            return Optional.empty();
        }
    }

    private Optional<TwinModel> model(String definition) {
        Lent found = lent.getOrDefault(definition, Lent.NONE);
        if (found.problem().isPresent()) {
            throw found.problem().get();
        }
        return found.model();
    }

    /** What is given goes before what a model begins with. */
    private static JsonObject over(JsonObject given, JsonObject begun) {
        return JsonFactory.mergeJsonValues(given, begun).asObject();
    }
}
