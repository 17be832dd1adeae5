// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.wot;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveWotThingDescriptionResponse;

/** What requests and answers have to do with the models of things. */
public final class ModelRequests {

    private static final String DESCRIPTION = ContentType.APPLICATION_TD_JSON.getValue();

    private ModelRequests() {}

    /** The headers of a request; with what it accepts, if that is a description by a model. */
    public static DittoHeaders accepting(HttpServletRequest request, DittoHeaders headers) {
        String accept = request.getHeader("accept");
        boolean described = accept != null && accept.toLowerCase(Locale.ROOT).contains(DESCRIPTION);
        return described
                ? headers.toBuilder()
                        .putHeader(DittoHeaderDefinition.ACCEPT.getKey(), DESCRIPTION)
                        .build()
                : headers;
    }

    /** The media type of what a response says. */
    public static String mediaType(CommandResponse<?> response, String usual) {
        return response instanceof RetrieveWotThingDescriptionResponse ? DESCRIPTION : usual;
    }

    /** The command of a body that says how a thing comes to another definition. */
    public static MigrateThingDefinition migrate(ThingId id, JsonObject body, DittoHeaders headers) {
        return MigrateThingDefinition.fromJson(body.setValue("thingId", id.toString()), headers);
    }
}
