// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.borough.adapter.Adapters;
import org.borough.things.Luminaire;
import org.borough.twin.Commands;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.Twins;

/** Says in one line what the city did since the line before. */
final class MinuteReport {

    private final Twins twins;
    private final Adapters adapters;
    private final Commands commands;
    private final Clock clock;
    private long decodedBefore;
    private long quarantinedBefore;

    MinuteReport(Twins twins, Adapters adapters, Commands commands, Clock clock) {
        this.twins = twins;
        this.adapters = adapters;
        this.commands = commands;
        this.clock = clock;
    }

    synchronized String next() {
        List<Adapters.Entry> entries = adapters.list();
        long decoded = entries.stream().mapToLong(Adapters.Entry::decoded).sum();
        long quarantined =
                entries.stream().mapToLong(Adapters.Entry::quarantined).sum();
        List<Twin> lamps = twins.find(Interest.in(Luminaire.CAPABILITY));
        String line = String.format(
                Locale.ROOT,
                "%s  %d uplinks decoded, %d quarantined | %d twins | %d lamps, %d burning, mean level %.0f %% | %d commands waiting",
                LocalTime.now(clock.withZone(ZoneId.systemDefault())).truncatedTo(ChronoUnit.SECONDS),
                decoded - decodedBefore,
                quarantined - quarantinedBefore,
                twins.find(Interest.all()).size(),
                lamps.size(),
                lamps.stream().filter(lamp -> level(lamp) > 0).count(),
                lamps.stream().mapToDouble(MinuteReport::level).average().orElse(0),
                commands.pending("").size());
        decodedBefore = decoded;
        quarantinedBefore = quarantined;
        return line;
    }

    private static double level(Twin lamp) {
        return lamp.get(Luminaire.LEVEL).orElse(0.0);
    }
}
