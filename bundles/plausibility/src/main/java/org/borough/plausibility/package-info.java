// SPDX-License-Identifier: EPL-2.0
/**
 * What of a device's readings can be believed, the same for all city services. Embedded in the services: dependency
 * {@code org.borough:plausibility} and the bnd line {@code -conditionalpackage.plausibility: org.borough.plausibility}.
 *
 * <p>A service keeps one {@link org.borough.plausibility.DeviceWatch} a device and, on its own thread, asks it about every
 * reading before it uses one:
 *
 * <pre>{@code
 * switch (watch.hear(new Said("fillLevel", value, change.at(), arrived), PERCENT, rules.late())) {
 *     case COUNTS -> now(value);
 *     case OLDER -> before(value, change.at());    // counts for its own time, says nothing about now
 *     case CLOCK -> now(value);                    // or not at all: the service decides whether the time matters
 *     default -> { }                               // said before, impossible or too late: the watch has noted it
 * }
 * watch.stands(twin.place(), rules.movedMetres(), now);
 * watch.forget(now);
 * watch.findings(twin.id().toString()).forEach(finding -> page.add(finding.json()));
 * }</pre>
 *
 * <p>{@link org.borough.plausibility.Rhythm} tells after what silence a device of this rhythm is missed,
 * {@link org.borough.plausibility.Counter} what a counter that runs backwards or jumps adds. A service with findings of its
 * own takes the parts: {@link org.borough.plausibility.ClockWatch}, {@link org.borough.plausibility.Oddities},
 * {@link org.borough.plausibility.Standing}, {@link org.borough.plausibility.Range}. Nothing here is for more than one
 * thread, and all of it is bounded.
 */
package org.borough.plausibility;
