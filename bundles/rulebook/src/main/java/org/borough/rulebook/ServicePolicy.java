// SPDX-License-Identifier: EPL-2.0
package org.borough.rulebook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The policy of the things that a service makes: administrators may change all, other services may look. */
public final class ServicePolicy {

    private ServicePolicy() {}

    /**
     * The policy as Ditto's JSON.
     *
     * @param service the label of the service's entry
     * @param subject the subject as which the service writes
     */
    public static ObjectNode json(String service, String subject) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        ObjectNode entries = policy.putObject("entries");
        ObjectNode administrator = entry(entries, "administrator", "borough:admin");
        grant(administrator, "thing:/", "READ", "WRITE");
        grant(administrator, "policy:/", "READ", "WRITE");
        grant(administrator, "message:/", "READ", "WRITE");
        grant(entry(entries, service, subject), "thing:/", "READ", "WRITE");
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
