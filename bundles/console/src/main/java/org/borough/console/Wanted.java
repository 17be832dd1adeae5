// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Provisioning;

/** One device that is to be provisioned, and what becomes of it. */
final class Wanted {

    private final int line;
    private final Provisioning.Request request;
    private final String problem;
    private CompletionStage<Provisioning.Result> result;

    /** With a problem when the line could not be read; it is not asked for then. */
    Wanted(int line, Provisioning.Request request, String problem) {
        this.line = line;
        this.request = request;
        this.problem = problem;
    }

    int line() {
        return line;
    }

    Provisioning.Request request() {
        return request;
    }

    void begin(Provisioning provisioning, String by) {
        result = problem.isEmpty()
                ? provisioning.provision(request, by)
                : CompletableFuture.completedStage(new Provisioning.Result.Refused(400, problem));
    }

    Provisioning.Result result() {
        return Desk.await(result, Desk.PATIENCE);
    }
}
