// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.concurrent.CompletionException;
import org.borough.store.StoreFailedException;
import org.borough.twin.TwinRefusedException;
import org.eclipse.ditto.base.model.exceptions.DittoInternalErrorException;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyUnavailableException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong inside, in the words of those who asked. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** As a real Ditto says it. */
    static DittoRuntimeException ditto(Throwable failure, String subject, DittoHeaders headers) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof DittoRuntimeException refusal) {
            return refusal;
        }
        if (cause instanceof JsonRuntimeException json) {
            return new DittoJsonException(json, headers);
        }
        if (cause instanceof StoreFailedException disk) {
            return unavailable(subject, disk, headers);
        }
        if (cause instanceof IllegalArgumentException bad) {
            return new DittoJsonException(bad, headers);
        }
        LOG.error("A command on {} failed for a reason that nobody foresaw", subject, cause);
        return DittoInternalErrorException.newBuilder()
                .dittoHeaders(headers)
                .cause(cause)
                .build();
    }

    /** As the twins' port says it. */
    static TwinRefusedException twin(Throwable failure, String subject) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof TwinRefusedException refusal) {
            return refusal;
        }
        DittoRuntimeException refusal = ditto(cause, subject, DittoHeaders.empty());
        String help = refusal.getDescription().map(text -> " " + text).orElse("");
        return new TwinRefusedException(
                refusal.getHttpStatus().getCode(), refusal.getErrorCode(), refusal.getMessage() + help);
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? unwrapped(failure.getCause())
                : failure;
    }

    private static DittoRuntimeException unavailable(String subject, StoreFailedException disk, DittoHeaders headers) {
        var fault = subject.startsWith("policy ")
                ? PolicyUnavailableException.newBuilder(PolicyId.of(subject.substring("policy ".length())))
                : ThingUnavailableException.newBuilder(ThingId.of(subject.substring("thing ".length())));
        return fault.description(disk.getMessage()).dittoHeaders(headers).build();
    }
}
