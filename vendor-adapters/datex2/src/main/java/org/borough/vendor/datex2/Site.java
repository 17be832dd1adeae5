// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.datex2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.things.TrafficFlow;

/**
 * What one measurement site says. A site with lanes or classes gives several values of a kind: flows are added up, speeds
 * are the mean of what passed, each lane as its flow weighs it.
 */
final class Site {

    private String id = "";
    private Instant at = Reading.ON_ARRIVAL;
    private final List<Double> flows = new ArrayList<>();
    private final List<Double> speeds = new ArrayList<>();
    private final List<Double> occupancies = new ArrayList<>();
    private List<Double> kind = flows;
    private double pending = Double.NaN;
    private boolean wrong;
    private boolean timing;

    void named(String name) {
        id = name == null ? "" : name;
    }

    void value() {
        pending = Double.NaN;
        wrong = false;
    }

    void flow(String text) {
        take(flows, "vehicleFlowRate", text);
    }

    void speed(String text) {
        take(speeds, "speed", text);
    }

    void occupancy(String text) {
        take(occupancies, "percentage", text);
    }

    private void take(List<Double> values, String element, String text) {
        kind = values;
        try {
            pending = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new UndecodableUplinkException(
                    element + " of site " + id + " is '" + text.strip() + "'; it must be a number.");
        }
    }

    /** The site says itself that the value is wrong. */
    void error(String text) {
        wrong = Boolean.parseBoolean(text.strip());
    }

    void close() {
        // A speed below 0 says that nobody passed; it keeps its place beside its lane's flow.
        if (!Double.isNaN(pending)) {
            kind.add(wrong ? -1 : pending);
        }
        pending = Double.NaN;
    }

    void inTime(boolean inside) {
        timing = inside;
    }

    void timed(String text) {
        if (!timing) {
            return;
        }
        try {
            at = OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new UndecodableUplinkException(
                    "the time of site " + id + " is '" + text.strip() + "'; it must be like 2026-07-25T08:30:00Z.");
        }
    }

    List<Reading<?>> readings() {
        if (id.isEmpty()) {
            throw new UndecodableUplinkException("a siteMeasurements has no measurementSiteReference with an id.");
        }
        List<Reading<?>> readings = new ArrayList<>();
        double flow =
                flows.stream().filter(one -> one >= 0).mapToDouble(one -> one).sum();
        if (flows.stream().anyMatch(one -> one >= 0)) {
            readings.add(reading(TrafficFlow.FLOW, flow));
        }
        double speed = speed();
        if (speed >= 0) {
            readings.add(reading(TrafficFlow.SPEED, speed));
        }
        occupancies.stream()
                .filter(one -> one >= 0)
                .mapToDouble(one -> one)
                .average()
                .ifPresent(mean -> readings.add(reading(TrafficFlow.OCCUPANCY, mean)));
        return readings;
    }

    private double speed() {
        double sum = 0;
        double weights = 0;
        for (int lane = 0; lane < speeds.size(); lane++) {
            boolean counted = flows.size() == speeds.size() && flows.get(lane) >= 0;
            double weight = counted ? flows.get(lane) : 1;
            if (speeds.get(lane) >= 0) {
                sum += weight * speeds.get(lane);
                weights += weight;
            }
        }
        return weights > 0 ? sum / weights : -1;
    }

    private Reading<Double> reading(Property<Double> key, double value) {
        Property<Double> own = key.in("site-" + id.replaceAll("[^A-Za-z0-9_.-]", "_"));
        return at.equals(Reading.ON_ARRIVAL) ? own.is(value) : own.is(value, at);
    }
}
