// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

/** Which adapter serves a device. */
sealed interface Choice {

    /** Why it is so, in words. */
    String reason();

    /** This one, by this model as it declared it. */
    record Chosen(HostedAdapter adapter, String model) implements Choice {

        @Override
        public String reason() {
            return model + " is spoken by " + adapter.name();
        }
    }

    /** One is named, but there is none for it now. */
    record Missing(String model, String reason) implements Choice {}

    /** Nobody named any. */
    record Unnamed(String reason) implements Choice {}
}
