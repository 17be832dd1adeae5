// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.faults;

import java.util.Locale;

/** What may be broken, and what to take along. */
public enum FaultKind {
    /** Several lamps of a cabinet silent or dark at once. */
    SUPPLY("supply fault", "Look at the cabinet first: mains, breaker, contactor, gateway. Not at each lamp."),
    /** It should burn and draws next to nothing. */
    LAMP_FAILURE("lamp failure", "Take a lamp or LED module; the driver still answers."),
    /** The driver (control gear) is dead. */
    DRIVER_FAILURE("driver failure", "Take a driver of the same type; look at fuse and surge protector."),
    /** It burns while it should be off. */
    DAY_BURNER("day burner", "Look at the relay: welded contact, or a lamp that is wired past its controller."),
    /** Its power or its word does not follow the level. */
    STUCK_LEVEL("stuck level", "Look at the dimming line (DALI, 1-10 V) between controller and driver."),
    /** It goes out and comes back. */
    CYCLING("cycling lamp", "An old lamp or a driver that overheats: take both."),
    /** It draws less than it did. */
    DEGRADED("degraded lamp", "Part of the LEDs may be dark: measure on site, take an LED module."),
    /** It draws something else than its rated power says, and always did. */
    WRONG_POWER(
            "wrong rated power", "No visit needed: compare the register with the order, mend attributes/ratedPower."),
    /** Its controller does not speak. */
    NO_COMMUNICATION(
            "communication loss", "It may still burn. Look at power and radio of the controller; city:why LAMP.");

    private final String title;
    private final String advice;

    FaultKind(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** As it is told to people. */
    public String title() {
        return title;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }

    /** As it stands in twins. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
