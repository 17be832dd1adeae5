// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.borough.lighting.classes.Classing;
import org.borough.lighting.photocell.PhotocellRule;
import org.borough.lighting.programs.Calendar;

/** What an expert laid down beyond levels: the class of the street, and programs by calendar, and who sees dusk. */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public final class Plan {

    /** Nothing. */
    public static final Plan NONE =
            new Plan(Optional.empty(), Optional.empty(), Optional.empty(), JsonNodeFactory.instance.objectNode());

    private final Optional<Classing> classing;
    private final Optional<Calendar> calendar;
    private final Optional<PhotocellRule> photocell;
    private final ObjectNode written;

    Plan(
            Optional<Classing> classing,
            Optional<Calendar> calendar,
            Optional<PhotocellRule> photocell,
            ObjectNode written) {
        this.classing = classing;
        this.calendar = calendar;
        this.photocell = photocell;
        this.written = written.deepCopy();
    }

    public Optional<Classing> classing() {
        return classing;
    }

    public Optional<Calendar> calendar() {
        return calendar;
    }

    public Optional<PhotocellRule> photocell() {
        return photocell;
    }

    /** Whether levels are as the rules say, whatever the hour. */
    public boolean isPlain() {
        return classing.isEmpty() && calendar.isEmpty();
    }

    /** It as it was written. */
    public ObjectNode json() {
        return written.deepCopy();
    }

    /** The floor in percent that the class sets; 0 without one. */
    public double floor() {
        return classing.map(one -> one.share(one.floor())).orElse(0.0);
    }

    /** What the lamps cannot give though the street needs it; empty when they give all. */
    public Optional<String> shortfall() {
        return classing.filter(
                        one -> one.designed().road().mean() > one.installed().mean())
                .map(one -> "The parameters ask for "
                        + one.family().words(one.designed().road())
                        + ", but the lamps were installed for " + one.family().words(one.installed())
                        + ": even at full level the street is darker than its class.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plan plan && written.equals(plan.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
