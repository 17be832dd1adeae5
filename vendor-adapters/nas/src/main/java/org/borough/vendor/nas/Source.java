// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.List;
import java.util.Optional;
import org.borough.things.Luminaire;

/**
 * What one output of the controller does, and why.
 *
 * @param address the vendor's name of the output
 * @param reason the vendor's word for what decided
 * @param level percent, 0xFF when there is none
 * @param dali what the driver says
 */
record Source(String address, String reason, int level, Dali dali) {

    private static final int NONE = 0xFF;

    /** What all outputs together mean for the luminaire. */
    static void mean(List<Source> sources, boolean lampError, boolean driverError, Packet out) {
        steering(sources).ifPresent(source -> {
            double level = source.level == NONE ? 0 : source.level;
            out.means(Luminaire.LEVEL.is(level));
            out.means(Luminaire.ON.is(level > 0));
            out.means(Luminaire.DECIDED_BY.is(source.reason));
        });
        boolean lost = sources.stream().anyMatch(source -> source.reason.equals("driver_not_found"));
        out.means(Luminaire.LAMP_FAULT.is(lampError || sources.stream().anyMatch(source -> source.dali.lampFailure())));
        out.means(Luminaire.DRIVER_FAULT.is(
                driverError || lost || sources.stream().anyMatch(source -> source.dali.driverError())));
    }

    /** The output that stands for the whole: the one that reaches all drivers, else the first that has a level. */
    private static Optional<Source> steering(List<Source> sources) {
        return sources.stream()
                .filter(Source::tells)
                .filter(source -> source.address.equals("dali_broadcast"))
                .findFirst()
                .or(() -> sources.stream().filter(Source::tells).findFirst());
    }

    private boolean tells() {
        return level <= 100 || reason.equals("relay_off");
    }
}
