// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import org.borough.thing.BoroughException;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the registry, PID {@code org.borough.registry}. */
@ObjectClassDefinition(
        id = "org.borough.registry",
        name = "Borough registry",
        description = "Tenants, devices, credentials and the provisioning of devices.")
@interface RegistrySettings {

    /** Cost of new bcrypt hashes. */
    @AttributeDefinition(
            name = "bcryptCost",
            description =
                    "How costly new password hashes are, 4 to 16: each step doubles the time of a first login; 10 takes"
                            + " about 60 ms.")
    int bcryptCost() default 10;

    /** Cost of brought hashes. */
    @AttributeDefinition(
            name = "maxBcryptCost",
            description = "The highest cost of a bcrypt hash that the management API accepts ready-made, 4 to 31.")
    int maxBcryptCost() default 10;

    /** Threads for passwords. */
    @AttributeDefinition(
            name = "passwordThreads",
            description =
                    "How many threads check passwords that are not known yet, and as many certificates and tokens, 1 to 64.")
    int passwordThreads() default 2;

    /** Passwords that may wait. */
    @AttributeDefinition(
            name = "passwordsWaiting",
            description =
                    "How many passwords, and as many certificates and tokens, may wait to be checked before logins are told to"
                            + " come back later, 1 to 1000000.")
    int passwordsWaiting() default 10_000;

    /** Largest body of the management API. */
    @AttributeDefinition(
            name = "maxBodyBytes",
            description = "The largest request body of the management API in bytes, 1000 to 100000000.")
    int maxBodyBytes() default 16_000;

    /** Pages that may call. */
    @AttributeDefinition(
            name = "corsAllowedOrigin",
            description =
                    "The origins of web pages that may call the management API from within a browser, separated by"
                            + " blanks, or * for all; each call still needs an administrator's name and password.")
    String corsAllowedOrigin() default "*";

    /** Largest body of the provisioning call. */
    @AttributeDefinition(
            name = "maxBulkBytes",
            description = "The largest request body of /city/v1/devices in bytes, 1000 to 1000000000.")
    int maxBulkBytes() default 64_000_000;

    /** Checks settings. */
    final class Check {

        private Check() {}

        static RegistrySettings valid(RegistrySettings settings) {
            between("bcryptCost", settings.bcryptCost(), 4, 16);
            between("maxBcryptCost", settings.maxBcryptCost(), 4, 31);
            between("passwordThreads", settings.passwordThreads(), 1, 64);
            between("passwordsWaiting", settings.passwordsWaiting(), 1, 1_000_000);
            between("maxBodyBytes", settings.maxBodyBytes(), 1_000, 100_000_000);
            between("maxBulkBytes", settings.maxBulkBytes(), 1_000, 1_000_000_000);
            Cors.of(settings.corsAllowedOrigin());
            return settings;
        }

        private static void between(String key, int value, int least, int most) {
            if (value < least || value > most) {
                throw new BoroughException("etc/org.borough.registry.cfg: " + key + " is " + value
                        + "; it must be from " + least + " to " + most + ".");
            }
        }
    }
}
