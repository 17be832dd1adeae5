// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Borough router",
        description = "How uplinks go through adapters into twins, and commands back to the devices.")
@interface RouterConfig {

    /** The configuration's pid. */
    String PID = "org.borough.router";

    @AttributeDefinition(description = "How many lanes work in parallel, each one thread; 0 means one for each core.")
    int lanes() default 0;

    @AttributeDefinition(
            description = "How many messages a lane holds, those that wait for the disk among them, before it makes the"
                    + " sockets wait.")
    int laneCapacity() default 2048;

    @AttributeDefinition(
            description = "How long, in milliseconds, an adapter may take for one message before it counts as hanging.")
    int adapterBudgetMillis() default 1000;

    @AttributeDefinition(description = "How many readings one uplink may give; one with more is quarantined.")
    int maxReadings() default 1000;

    @AttributeDefinition(
            description =
                    "How many characters a text in a reading may have; an uplink with a longer one is quarantined.")
    int maxTextLength() default 8192;

    @AttributeDefinition(
            description =
                    "The share of an adapter's calls within a minute, in percent, that may fail before the adapter is"
                            + " fenced; bytes that the adapter itself calls undecodable do not count.")
    int fencePercent() default 50;

    @AttributeDefinition(description = "How many calls a minute must have had before the share of failures counts.")
    int fenceMinimumUplinks() default 20;

    @AttributeDefinition(description = "How many hanging calls within an hour fence an adapter.")
    int fenceHangs() default 3;

    @AttributeDefinition(
            description =
                    "How long, in seconds, a fenced adapter is left alone before one uplink tries whether it works"
                            + " again.")
    int fencePauseSeconds() default 60;

    @AttributeDefinition(
            description = "How many uplinks the quarantine keeps; beyond that the oldest is dropped and counted.")
    int quarantineMaxEntries() default 100_000;

    @AttributeDefinition(description = "How long, in seconds, a command without a deadline of its own is tried.")
    int commandDeadlineSeconds() default 900;

    @AttributeDefinition(
            description =
                    "How long, in seconds, to wait before the second attempt of a command; each further wait is twice"
                            + " as long.")
    int retryFirstSeconds() default 30;

    @AttributeDefinition(description = "The longest wait, in seconds, between two attempts of a command.")
    int retryMaxSeconds() default 600;

    @AttributeDefinition(
            description = "How long, in seconds, to wait for a connection to say whether a device took a message.")
    int deliveryTimeoutSeconds() default 60;

    @AttributeDefinition(
            description =
                    "How far, in percent, a reported number may be from the desired one to meet it; devices round.")
    double tolerancePercent() default 1.0;

    @AttributeDefinition(
            description = "How many commands without an outcome one thing may have; further ones are rejected.")
    int maxPendingCommands() default 100;

    @AttributeDefinition(
            description =
                    "How long, in seconds, the answer to a command of an application is awaited after its delivery.")
    int commandResponseTimeoutSeconds() default 60;

    @AttributeDefinition(
            description =
                    "How many commands of applications without a result one device may have; further ones fail with"
                            + " 429.")
    int maxDeviceCommands() default 1000;

    @AttributeDefinition(
            description = "How long, in seconds, messages under way may take to finish when the router stops.")
    int stopSeconds() default 10;
}
