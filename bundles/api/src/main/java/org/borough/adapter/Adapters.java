// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.util.List;
import org.borough.thing.Status;
import org.osgi.annotation.versioning.ProviderType;

/** The adapters that are at work, for whoever shows them. Offered by the router. */
@ProviderType
public interface Adapters {

    /** All adapters, those that lost their bundle not among them. */
    List<Entry> list();

    /**
     * One adapter.
     *
     * @param bundle the symbolic name of its bundle
     * @param version the version of its bundle
     * @param models the models it speaks for
     * @param decoded how many uplinks it translated since the start
     * @param quarantined how many it could not translate since the start
     * @param status how it is; a fenced adapter is {@code FAILED} and the reason says what it did
     */
    record Entry(String bundle, String version, List<String> models, long decoded, long quarantined, Status status) {

        /** Keeps its own copy of the models. */
        public Entry {
            models = List.copyOf(models);
        }
    }
}
