// SPDX-License-Identifier: EPL-2.0
package org.borough.plausibility;

/** What may be wrong with what any device says, and what then happens. */
public enum Doubt {
    /** Outside what the quantity can be. */
    IMPOSSIBLE("Readings outside what the quantity can be are not counted."),
    /** In another unit than the capability's. */
    UNIT("Its readings of this quantity are not used until the unit is put right."),
    /** It says the same whatever happens. */
    STUCK("What it says is not taken for a sign of anything."),
    /** Its clock is off. */
    CLOCK("Its readings count by the time at which they came."),
    /** Two values for one instant. */
    DUPLICATE("The later word of two counts."),
    /** It came after the time that is allowed. */
    LATE("Readings that came too late are not counted."),
    /** It stands elsewhere. */
    MOVED("From now on it speaks for its new place."),
    /** It was not heard for longer than its rhythm explains. */
    SILENT("Nobody sees what only it sees."),
    /** Its counter ran backwards. */
    COUNTER_BACK("The counter goes on from its new reading; what was counted between the two is unknown."),
    /** Its counter ran further than it can. */
    COUNTER_JUMP("The jump is not counted; the counter goes on from its new reading."),
    /** Two devices speak under one id. */
    SHARED_ID("Its counter is not used until each device has an id of its own.");

    private final String effect;

    Doubt(String effect) {
        this.effect = effect;
    }

    /** What follows, in a sentence. */
    public String effect() {
        return effect;
    }
}
