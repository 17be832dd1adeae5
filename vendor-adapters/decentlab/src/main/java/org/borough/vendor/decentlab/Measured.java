// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.util.Objects;
import java.util.Optional;

/**
 * One value as the vendor shows it. Public because the platform reads its components.
 *
 * @param displayName what people call it
 * @param unit its unit as the vendor writes it, empty for counts and ratios
 * @param value how much
 */
public record Measured(String displayName, Optional<String> unit, double value) {

    /** Checks that no part is missing. */
    public Measured {
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(unit, "unit");
    }
}
