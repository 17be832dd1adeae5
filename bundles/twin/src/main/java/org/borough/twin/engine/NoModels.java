// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.Optional;
import java.util.Set;
import org.borough.engine.ThingChange;
import org.borough.engine.ThingModels;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.wot.model.ThingDefinitionInvalidException;

/** No models: everything is allowed and nothing is known. */
enum NoModels implements ThingModels.Models {
    /** Nothing was loaded so far. */
    YET(false),
    /** There is nobody who could load anything. */
    EVER(true);

    private final boolean all;

    NoModels(boolean all) {
        this.all = all;
    }

    @Override
    public boolean covers(Set<String> definitions) {
        return all || definitions.isEmpty();
    }

    @Override
    public JsonObject begin(JsonObject thing, DittoHeaders headers) {
        return thing;
    }

    @Override
    public JsonObject beginFeature(String id, JsonObject feature, DittoHeaders headers) {
        return feature;
    }

    @Override
    public Optional<JsonObject> skeleton(String definition, DittoHeaders headers) {
        return Optional.empty();
    }

    @Override
    public void check(ThingChange change) {}

    @Override
    public void check(MessageCommand<?, ?> message, JsonObject thing) {}

    @Override
    public void check(MessageCommandResponse<?, ?> answer, JsonObject thing) {}

    @Override
    public JsonObject describe(
            JsonObject thing, Optional<String> feature, ThingModels.Rights rights, DittoHeaders headers) {
        throw ThingDefinitionInvalidException.newBuilder(null)
                .dittoHeaders(headers)
                .build();
    }
}
