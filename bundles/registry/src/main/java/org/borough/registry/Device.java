// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;

/** One device with its credentials, as of one version. Immutable but for what it remembers of earlier questions. */
final class Device {

    private final DeviceId id;
    private final Doc doc;
    private final boolean enabled;
    private final Map<String, String> defaults;
    private final Set<String> via;
    private final Set<String> viaGroups;
    private final Set<String> memberOf;
    private final List<Login> logins;
    private volatile Answered answered;

    /** The registration that was last answered, good as long as surroundings and protocol are the same. */
    private record Answered(Surroundings around, String protocol, Registration registration) {}

    Device(DeviceId id, Doc doc) {
        this(id, doc, Login.of(doc.credentials()));
    }

    private Device(DeviceId id, Doc doc, List<Login> logins) {
        this.id = id;
        this.doc = doc;
        this.enabled = doc.body().path("enabled").asBoolean(true);
        this.defaults = Map.copyOf(Json.texts(doc.body().path("defaults")));
        this.via = Set.copyOf(Json.set(doc.body().path("via")));
        this.viaGroups = Set.copyOf(Json.set(doc.body().path("viaGroups")));
        this.memberOf = Set.copyOf(Json.set(doc.body().path("memberOf")));
        this.logins = logins;
    }

    /** The device after a change; passwords that were proven stay so when the credentials are the same. */
    Device with(Doc changed) {
        return changed.credentials() == doc.credentials() ? new Device(id, changed, logins) : new Device(id, changed);
    }

    DeviceId id() {
        return id;
    }

    Doc doc() {
        return doc;
    }

    boolean enabled() {
        return enabled;
    }

    Set<String> via() {
        return via;
    }

    Set<String> viaGroups() {
        return viaGroups;
    }

    Set<String> memberOf() {
        return memberOf;
    }

    Optional<Login> login(String authId) {
        return logins.stream().filter(login -> login.authId().equals(authId)).findFirst();
    }

    /** A credential as it is stored. */
    Optional<JsonNode> credential(String type, String authId) {
        for (JsonNode credential : doc.credentials()) {
            if (credential.path("type").asText().equals(type)
                    && credential.path("auth-id").asText().equals(authId)) {
                return Optional.of(credential);
            }
        }
        return Optional.empty();
    }

    /** The secrets of a credential that may be used now; none of a disabled one. */
    List<JsonNode> secrets(String type, String authId, Instant now) {
        List<JsonNode> valid = new ArrayList<>();
        credential(type, authId)
                .filter(credential -> credential.path("enabled").asBoolean(true))
                .ifPresent(credential -> credential.path("secrets").forEach(secret -> {
                    if (Secret.isValid(secret, now)) {
                        valid.add(secret);
                    }
                }));
        return valid;
    }

    /** Whether it may register devices for which it speaks. */
    boolean bringsDevices() {
        return enabled && Json.set(doc.body().path("authorities")).contains("auto-provisioning-enabled");
    }

    /** Whether this gateway may speak for the device. */
    boolean hears(Device gateway) {
        return via.contains(gateway.id.id()) || gateway.memberOf.stream().anyMatch(viaGroups::contains);
    }

    /** Under which keys its credentials are unique in the tenant. */
    List<String> authKeys() {
        List<String> keys = new ArrayList<>();
        doc.credentials().forEach(credential -> keys.add(authKey(credential)));
        return keys;
    }

    static String authKey(JsonNode credential) {
        return authKey(
                credential.path("type").asText(), credential.path("auth-id").asText());
    }

    static String authKey(String type, String authId) {
        return type + '\n' + authId;
    }

    /** The registration as of now, with the tenant's defaults and its options for a protocol. */
    Registration registration(Surroundings around, String protocol) {
        Answered last = answered;
        if (last != null && last.around == around && last.protocol.equals(protocol)) {
            return last.registration;
        }
        Tenant tenant = around.tenant();
        Map<String, String> merged = new HashMap<>(tenant.defaults());
        merged.putAll(defaults);
        Registration registration = new Registration(
                id, enabled && tenant.enabled(), merged, around.gateways(this), tenant.options(protocol));
        answered = new Answered(around, protocol, registration);
        return registration;
    }
}
