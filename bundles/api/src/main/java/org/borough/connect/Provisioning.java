// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Makes device, credentials, twin and policy together, from a template. Offered by the registry. */
@ProviderType
public interface Provisioning {

    /** Does it, or finds that it was done before. The stage never fails. */
    CompletionStage<Result> provision(Request request, String by);

    /** The names of the templates at hand, sorted. */
    List<String> templates();

    /**
     * What is asked for.
     *
     * @param tenant the tenant; it is made when there is none
     * @param deviceId the device's id in it
     * @param template the template's name
     * @param authId the name by which the device connects; empty for a device that speaks only through a gateway
     * @param password its password; empty with an empty name
     * @param attributes attributes of the thing as JSON text of an object, over those of the template; empty for none
     * @param via the gateways that may speak for the device
     */
    record Request(
            String tenant,
            String deviceId,
            String template,
            String authId,
            String password,
            String attributes,
            List<String> via) {

        /** Keeps its own copy. */
        public Request {
            via = List.copyOf(via);
        }

        /** Everything but the password. */
        @Override
        public String toString() {
            return "device " + tenant + "/" + deviceId + " from template " + template;
        }
    }

    /** What became of it. */
    sealed interface Result {

        /** All of it is there now and was not before. */
        record Created() implements Result {}

        /** All of it was there before, just so. */
        record Unchanged() implements Result {}

        /** Something else is there. Nothing was changed. The keys name what differs, the values say how. */
        record Conflict(Map<String, String> difference) implements Result {}

        /** It cannot be done. Nothing was changed. The status is HTTP's, the reason names what is wrong and the remedy. */
        record Refused(int status, String reason) implements Result {}
    }
}
