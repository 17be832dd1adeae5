// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Duration;

/**
 * How subjects of policies come to their ends.
 *
 * @param expiryGrid ends are rounded up to multiples of it
 * @param announcementGrid the times before an end are rounded up to multiples of it
 * @param grace so long after the end unacknowledged announcements come again
 * @param randomization announcements come up to so much earlier
 */
record SubjectSettings(Duration expiryGrid, Duration announcementGrid, Duration grace, Duration randomization) {

    /** The defaults of the configuration. */
    static final SubjectSettings DEFAULT =
            new SubjectSettings(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(4), Duration.ofMinutes(5));
}
