// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into the error that Ditto would answer. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The error that Ditto would answer. */
    public static DittoRuntimeException toDitto(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DittoRuntimeException ditto) {
            return ditto;
        }
        if (cause instanceof JsonRuntimeException json) {
            return new DittoJsonException(json);
        }
        if (cause instanceof IOException
                || cause instanceof UncheckedIOException
                || cause instanceof TimeoutException) {
            LOG.debug("A caller has gone or stopped sending: {}", cause.toString());
            return GatewayException.internalError();
        }
        LOG.error("A request failed for a reason that is not the caller's.", cause);
        return GatewayException.internalError();
    }
}
