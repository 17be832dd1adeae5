// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.photocell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.borough.lighting.rules.Sky;
import org.borough.thing.ThingId;

/**
 * Whether it is night as the photocells of a group see it. A cell that contradicts the sun's calendar is told and not
 * believed until it has shown that it can tell the other state as well; where none is left the calendar counts. Doubt
 * goes to the light: dark by day is believed where two cells or more agree (a thunderstorm), bright by night never is.
 * For one thread.
 */
public final class Dusk {

    private final PhotocellRule rule;
    private final Map<ThingId, Doubt> doubts = new TreeMap<>();
    private boolean begun;
    private boolean night;
    private Instant since = Instant.MIN;
    private Instant otherwise = Instant.MAX;
    private List<String> findings = List.of();

    /** Nothing is known yet. */
    public Dusk(PhotocellRule rule) {
        this.rule = rule;
    }

    private record Doubt(boolean dark, String words) {}

    /** What is wrong with the cells, one sentence each; as of the latest {@link #at}. */
    public List<String> findings() {
        return findings;
    }

    /**
     * What the sky is now.
     *
     * @param sun by the calendar
     * @param cells what the cells of the rule told last
     */
    public Sky at(Instant now, Sky sun, List<Cell> cells) {
        List<String> found = new ArrayList<>();
        List<Cell> heard = new ArrayList<>();
        for (Cell cell : cells) {
            if (cell.heard().equals(Instant.MIN)
                    || cell.heard().plus(rule.silence()).isBefore(now)) {
                found.add(cell.id() + " is silent for more than "
                        + rule.silence().toMinutes() + " min: check its power and radio.");
            } else {
                heard.add(cell);
            }
        }
        boolean storm = heard.size() > 1 && heard.stream().allMatch(this::isDark);
        List<Cell> believed =
                heard.stream().filter(cell -> believe(cell, sun, storm, now)).toList();
        if (storm && !sun.night() && far(sun, now)) {
            found.add("All photocells tell that it is dark by day, so lamps burn: a thunderstorm, or all are covered.");
        }
        doubts.keySet().retainAll(rule.sensors());
        doubts.values().forEach(doubt -> found.add(doubt.words()));
        if (!found.isEmpty() && believed.isEmpty()) {
            found.add("No photocell is left to believe: lamps follow the sun's calendar.");
        }
        findings = List.copyOf(found);
        return believed.isEmpty() ? calendar(sun) : judge(believed, sun, now);
    }

    private boolean isDark(Cell cell) {
        return cell.lux() <= rule.onLux();
    }

    private boolean isBright(Cell cell) {
        return cell.lux() >= rule.offLux();
    }

    private boolean believe(Cell cell, Sky sun, boolean storm, Instant now) {
        boolean far = far(sun, now);
        if (far && !sun.night() && isDark(cell) && !storm) {
            doubts.put(
                    cell.id(),
                    new Doubt(
                            true,
                            cell.id() + " told " + lux(cell.lux()) + " at " + sun.clock(now) + ", when it is day ("
                                    + sun.words() + "): it is covered or dirty and not believed."));
        } else if (far && sun.night() && isBright(cell)) {
            doubts.put(
                    cell.id(),
                    new Doubt(
                            false,
                            cell.id() + " told " + lux(cell.lux()) + " at " + sun.clock(now)
                                    + ", when it is night (" + sun.words()
                                    + "): a lamp shines on it, or it is broken, and it is not believed."));
        }
        Doubt doubt = doubts.get(cell.id());
        boolean cleared =
                doubt != null && (doubt.dark() ? isBright(cell) && !sun.night() : isDark(cell) && sun.night());
        if (cleared) {
            doubts.remove(cell.id());
        }
        return doubt == null || cleared;
    }

    private boolean far(Sky sun, Instant now) {
        return distance(sun, now).compareTo(rule.tolerance()) > 0;
    }

    private static Duration distance(Sky sun, Instant now) {
        Duration far = Duration.ofDays(1);
        Duration before = sun.since().equals(Instant.MIN) ? far : Duration.between(sun.since(), now);
        Duration after = sun.until().equals(Instant.MAX) ? far : Duration.between(now, sun.until());
        return before.compareTo(after) < 0 ? before : after;
    }

    private Sky calendar(Sky sun) {
        begun = false;
        otherwise = Instant.MAX;
        return sun;
    }

    private Sky judge(List<Cell> believed, Sky sun, Instant now) {
        double lux = median(believed);
        if (!begun) {
            begun = true;
            night = sun.night();
            since = sun.since();
        }
        boolean change = night ? lux >= rule.offLux() : lux <= rule.onLux();
        if (!change) {
            otherwise = Instant.MAX;
        } else if (otherwise.equals(Instant.MAX)) {
            otherwise = now;
        }
        if (change && !now.isBefore(otherwise.plus(rule.minimum()))) {
            night = !night;
            since = now;
            otherwise = Instant.MAX;
        }
        String told = since.equals(Instant.MIN) ? "" : " since " + sun.clock(since);
        String words = (night ? "night" : "daylight") + told + " by "
                + (believed.size() == 1
                        ? believed.get(0).id().toString()
                        : "the median of " + believed.size() + " photocells")
                + "; by the sun " + sun.words();
        return new Sky(night, since, sun.until(), sun.zone(), words);
    }

    private static double median(List<Cell> cells) {
        double[] sorted = cells.stream().mapToDouble(Cell::lux).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String lux(double lux) {
        return String.format(Locale.ROOT, "%.0f lx", lux);
    }
}
