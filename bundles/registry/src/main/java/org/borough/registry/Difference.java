// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.borough.connect.Provisioning;

/** What differs between a registration that is there and the one that is asked for. Only what is asked for is looked at. */
final class Difference {

    private final Map<String, String> found = new TreeMap<>();

    private Difference() {}

    /** Looks at device and login, not at the password. */
    static Map<String, String> between(Device device, ObjectNode wanted, Provisioning.Request request) {
        Difference difference = new Difference();
        ObjectNode body = device.doc().body();
        if (device.enabled() != wanted.path("enabled").asBoolean(true)) {
            difference.add("registration/enabled", "is " + device.enabled());
        }
        wanted.fields().forEachRemaining(member -> {
            switch (member.getKey()) {
                case "enabled" -> {
                    // Compared above, with its default.
                }
                case "defaults", "ext" ->
                    difference.members(
                            "registration/" + member.getKey(), body.path(member.getKey()), member.getValue());
                case "via", "viaGroups", "memberOf" ->
                    difference.lists("registration/" + member.getKey(), body.path(member.getKey()), member.getValue());
                default ->
                    difference.values("registration/" + member.getKey(), body.path(member.getKey()), member.getValue());
            }
        });
        difference.login(device, request.authId());
        return difference.found;
    }

    private void login(Device device, String authId) {
        if (!authId.isEmpty()) {
            var login = device.login(authId);
            if (login.isEmpty()) {
                add("credentials/auth-id", "asked for '" + authId + "', the device has no such password credential");
            } else if (!login.get().enabled()) {
                add("credentials/enabled", "is false");
            }
        }
    }

    private void members(String path, JsonNode there, JsonNode wanted) {
        wanted.fields()
                .forEachRemaining(
                        member -> values(path + "/" + member.getKey(), there.path(member.getKey()), member.getValue()));
    }

    private void lists(String path, JsonNode there, JsonNode wanted) {
        Set<String> asked = Json.set(wanted);
        Set<String> present = Json.set(there);
        if (!asked.isEmpty() && !asked.equals(present)) {
            add(path, "asked for " + asked + ", is " + present);
        }
    }

    private void values(String path, JsonNode there, JsonNode wanted) {
        if (there.isMissingNode()) {
            add(path, "asked for " + wanted + ", is missing");
        } else if (!there.equals(wanted)) {
            add(path, "asked for " + wanted + ", is " + there);
        }
    }

    private void add(String path, String how) {
        found.put(path, how);
    }
}
