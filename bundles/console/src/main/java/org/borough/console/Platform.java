// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.adapter.Adapters;
import org.borough.connect.Provisioning;
import org.borough.connect.Quarantine;
import org.borough.connect.Registrations;
import org.borough.connect.UplinkTap;
import org.borough.twin.Commands;
import org.borough.twin.Twins;

/** The services that run now. Commands look for them when they are called, so that each works as far as it can. */
interface Platform {

    /** What to say when a service is missing. */
    Map<Class<?>, String> MISSING = Map.of(
            Twins.class, "no twin engine is running",
            Commands.class, "no router is running",
            Adapters.class, "no router is running",
            Quarantine.class, "no router is running",
            UplinkTap.class, "no router is running",
            Registrations.class, "no registry is running",
            Provisioning.class, "no registry is running");

    /** One service, when it is there. */
    <T> Optional<T> find(Class<T> type);

    /** All services of a kind. */
    <T> List<T> all(Class<T> type);

    /** One service; fails with the remedy when it is not there. */
    default <T> T need(Class<T> type) {
        return find(type).orElseThrow(() -> new CommandFailedException(missing(type)));
    }

    /** The sentence for a service that is missing. */
    static String missing(Class<?> type) {
        return MISSING.getOrDefault(type, type.getName() + " is not offered by any bundle")
                + ": install the feature borough-core, or ask city:why for the bundle that should offer "
                + type.getName() + '.';
    }
}
