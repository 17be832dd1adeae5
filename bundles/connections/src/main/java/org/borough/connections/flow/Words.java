// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.concurrent.CompletionException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;

/** What went wrong, in words. */
final class Words {

    private Words() {}

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static String of(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return failure instanceof DittoRuntimeException ditto
                ? message + ditto.getDescription().map(more -> " " + more).orElse("")
                : message;
    }
}
