// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.concurrent.CompletionException;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into the error that Ditto would answer. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static DittoRuntimeException toDitto(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DittoRuntimeException ditto) {
            return ditto;
        }
        if (cause instanceof JsonRuntimeException json) {
            return new DittoJsonException(json);
        }
        LOG.error("A request failed for a reason that is not the caller's.", cause);
        return GatewayException.internalError();
    }
}
