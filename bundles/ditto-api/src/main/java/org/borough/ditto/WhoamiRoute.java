// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.List;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** {@code /whoami}: the subjects of whoever asks. */
final class WhoamiRoute implements Route {

    @Override
    public Action of(Call call) {
        call.end();
        if (!call.method().equals("GET")) {
            throw call.methodNotAllowed();
        }
        List<AuthorizationSubject> subjects =
                call.headers().getAuthorizationContext().getAuthorizationSubjects();
        JsonArray ids =
                subjects.stream().map(subject -> JsonValue.of(subject.getId())).collect(JsonCollectors.valuesToArray());
        return new Action.Tell(JsonObject.newBuilder()
                .set("defaultSubject", subjects.get(0).getId())
                .set("subjects", ids)
                .build());
    }
}
