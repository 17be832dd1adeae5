// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough twin engine",
        description = "Things and policies in memory, their events on disk.")
@interface TwinConfig {

    @AttributeDefinition(
            description =
                    "A snapshot of a thing or policy is written with every so many of its events; fewer make a start"
                            + " after a kill quicker and writing slower. At least 1.")
    int snapshotEvents() default 100;

    @AttributeDefinition(
            description =
                    "So many of the latest events of each thing and policy are kept at least; older ones are deleted"
                            + " with the next snapshot. At least 1.")
    long historyEvents() default 500;

    @AttributeDefinition(
            description =
                    "So many things are kept parsed in memory, the others as text, which takes a tenth of the memory"
                            + " and a little longer. At least 1.")
    int hotTwins() default 10000;

    @AttributeDefinition(
            description =
                    "So many policies are kept ready for decisions; policies that say the same count once. At least"
                            + " 1.")
    int cachedPolicies() default 5000;

    @AttributeDefinition(
            description =
                    "So many calls wait for one listener or subscriber before those who write wait for it. At least"
                            + " 1.")
    int listenerQueue() default 10000;

    @AttributeDefinition(
            description = "So long, in milliseconds, writes wait for a listener whose queue is full before it is left"
                    + " behind. 0 or more.")
    long listenerPatienceMillis() default 5000;

    @AttributeDefinition(
            description =
                    "The end of a policy's subject is rounded up to a multiple of so many seconds, so that subjects end"
                            + " together. At least 1.")
    int subjectExpiryGranularitySeconds() default 3600;

    @AttributeDefinition(
            description =
                    "The time by which the end of a subject is announced before it comes is rounded up to a multiple of"
                            + " so many seconds. At least 1.")
    int subjectAnnouncementGranularitySeconds() default 60;

    @AttributeDefinition(
            description = "So many seconds after the end of a subject its announcement is repeated while an"
                    + " acknowledgement that it requests is missing. 0 or more.")
    int subjectAnnouncementGraceSeconds() default 14400;

    @AttributeDefinition(
            description = "Announcements of subjects that name no randomizationInterval come up to so many seconds"
                    + " earlier, so that not all of them come at once. 0 or more.")
    int subjectAnnouncementRandomizationSeconds() default 300;

    @AttributeDefinition(
            description = "So much memory, in megabytes, searches take to keep the fields that were asked for lately; a"
                    + " field of 1,000,000 things takes about 20. At least 0.")
    long searchIndexMegabytes() default 64;

    @AttributeDefinition(description = "So long, in seconds, a search may take before it is given up. At least 1.")
    long searchTimeoutSeconds() default 60;

    @AttributeDefinition(
            description = "Which properties are recorded and for how many days, beyond what Thing Models say: each"
                    + " model/path=days or feature/path=days, 0 days for not at all.")
    String[] recorded() default {};
}
