// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import java.time.Duration;
import java.time.ZoneId;
import org.borough.thing.ThingId;
import org.borough.twin.Place;

/**
 * What holds for all groups.
 *
 * @param thing under which id the service publishes itself
 * @param place whose sun counts for groups without a place
 * @param zone in which times are told
 * @param decisions how many decisions are kept in sight
 * @param publish how often energy figures are published
 */
record Defaults(ThingId thing, Place place, ZoneId zone, int decisions, Duration publish) {}
