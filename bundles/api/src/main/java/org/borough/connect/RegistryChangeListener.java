// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import org.osgi.annotation.versioning.ConsumerType;

/** Registered as a service by whoever passes on changes of the registry. Must not block. */
@ConsumerType
public interface RegistryChangeListener {

    /** Something was changed. Changes arrive in their order. */
    void changed(RegistryChange change);
}
