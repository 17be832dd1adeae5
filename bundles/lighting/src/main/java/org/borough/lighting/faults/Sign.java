// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

/** What may speak for a fault. */
enum Sign {
    LAMP_FLAG(FaultKind.LAMP_FAILURE),
    DRIVER_FLAG(FaultKind.DRIVER_FAILURE),
    DARK(FaultKind.LAMP_FAILURE),
    DEAD_DRIVER(FaultKind.DRIVER_FAILURE),
    BURNS(FaultKind.DAY_BURNER),
    SAYS_IT_BURNS(FaultKind.DAY_BURNER),
    SAYS_ANOTHER_LEVEL(FaultKind.STUCK_LEVEL),
    POWER_DOES_NOT_FOLLOW(FaultKind.STUCK_LEVEL),
    CYCLES(FaultKind.CYCLING),
    WEAK(FaultKind.DEGRADED),
    OFF_RATED(FaultKind.WRONG_POWER),
    SILENT(FaultKind.NO_COMMUNICATION);

    private final FaultKind kind;

    Sign(FaultKind kind) {
        this.kind = kind;
    }

    FaultKind kind() {
        return kind;
    }

    /** Whether nobody sees the lamp burn: what a fault of its supply looks like. */
    boolean isDark() {
        return this == DARK || this == DEAD_DRIVER || this == SILENT;
    }
}
