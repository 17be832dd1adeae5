// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** The registration that was last answered, good as long as tenant and protocol are the same. */
    private record Answered(Tenant tenant, String protocol, Registration registration) {}

    Device(DeviceId id, Doc doc) {
        this(id, doc, Login.of(doc.credentials()));
    }

    private Device(DeviceId id, Doc doc, List<Login> logins) {
        this.id = id;
        this.doc = doc;
        this.enabled = doc.body().path("enabled").asBoolean(true);
        this.defaults = Map.copyOf(Json.texts(doc.body().path("defaults")));
        this.via = Json.set(doc.body().path("via"));
        this.viaGroups = Json.set(doc.body().path("viaGroups"));
        this.memberOf = Json.set(doc.body().path("memberOf"));
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
    Registration registration(Tenant tenant, String protocol) {
        Answered last = answered;
        if (last != null && last.tenant == tenant && last.protocol.equals(protocol)) {
            return last.registration;
        }
        Map<String, String> merged = new HashMap<>(tenant.defaults());
        merged.putAll(defaults);
        Registration registration =
                new Registration(id, enabled && tenant.enabled(), merged, via, tenant.options(protocol));
        answered = new Answered(tenant, protocol, registration);
        return registration;
    }
}
