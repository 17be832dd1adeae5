// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The policy of the things that this service makes: administrators may change all, other services may look. */
final class ThingPolicy {

    private ThingPolicy() {}

    static ObjectNode json() {
        ObjectNode policy = Json.object();
        ObjectNode entries = policy.putObject("entries");
        ObjectNode administrator = entry(entries, "administrator", "borough:admin");
        grant(administrator, "thing:/", "READ", "WRITE");
        grant(administrator, "policy:/", "READ", "WRITE");
        grant(administrator, "message:/", "READ", "WRITE");
        grant(entry(entries, "air", Known.SUBJECT), "thing:/", "READ", "WRITE");
        grant(entry(entries, "services", "integration:services"), "thing:/", "READ");
        return policy;
    }

    private static ObjectNode entry(ObjectNode entries, String name, String subject) {
        ObjectNode entry = entries.putObject(name);
        entry.putObject("subjects").putObject(subject).put("type", "borough");
        return entry.putObject("resources");
    }

    private static void grant(ObjectNode resources, String path, String... permissions) {
        ObjectNode resource = resources.putObject(path);
        for (String permission : permissions) {
            resource.withArray("grant").add(permission);
        }
        resource.putArray("revoke");
    }
}
