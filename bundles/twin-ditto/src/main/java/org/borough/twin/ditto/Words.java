// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionException;
import org.borough.twin.TwinRefusedException;

/** Failures in words for a person. */
final class Words {

    private Words() {}

    static String of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /** A refusal by Ditto, from its error. */
    static TwinRefusedException refused(int status, JsonNode error) {
        String code = error.path("error").asText("ditto:status." + status);
        String said = error.path("message").asText("Ditto answered with status " + status + ".");
        String remedy = error.path("description").asText("");
        return new TwinRefusedException(status, code, remedy.isEmpty() ? said : said + ' ' + remedy);
    }
}
