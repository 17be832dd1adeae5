// SPDX-License-Identifier: EPL-2.0
package org.borough.endpoint;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Downlinks;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.connect.TenantLimits;
import org.borough.connect.Uplinks;

/** What an endpoint needs of the rest of the platform. */
public final class Platform {

    private static final Admission.Refused UNAUTHORIZED = new Admission.Refused(401, "Unauthorized");
    private static final int NOT_FOUND = 404;

    private final String protocol;
    private final Uplinks uplinks;
    private final Downlinks downlinks;
    private final Registrations registrations;
    private final Meter meter;
    private final Notices notices;
    private final Clock clock;

    public Platform(
            String protocol,
            Uplinks uplinks,
            Downlinks downlinks,
            Registrations registrations,
            Meter meter,
            Notices.Mode connectionEvents,
            Clock clock) {
        this.protocol = protocol;
        this.uplinks = uplinks;
        this.downlinks = downlinks;
        this.registrations = registrations;
        this.meter = meter;
        this.notices = new Notices(protocol, uplinks, registrations, connectionEvents, clock);
        this.clock = clock;
    }

    /** The protocol's type, for example {@code hono-mqtt}. */
    public String protocol() {
        return protocol;
    }

    public Uplinks uplinks() {
        return uplinks;
    }

    public Downlinks downlinks() {
        return downlinks;
    }

    public Registrations registrations() {
        return registrations;
    }

    public Meter meter() {
        return meter;
    }

    /** What the endpoint itself has to say to applications. */
    public Notices notices() {
        return notices;
    }

    public Clock clock() {
        return clock;
    }

    /**
     * Lets in whoever one of the credentials proves: the first one that is not plainly wrong decides, so that a device
     * with an unknown certificate may still give its password. Whoever is registered by it is made known.
     *
     * @param credentials what was brought, in Hono's order: certificate, token, password
     * @return the stage never fails
     */
    public CompletionStage<Admission> login(List<Credential> credentials) {
        return credentials.isEmpty()
                ? CompletableFuture.completedStage(UNAUTHORIZED)
                : login(credentials, 0).thenCompose(admission -> announced(admission, ""));
    }

    private CompletionStage<Admission> login(List<Credential> credentials, int index) {
        return registrations
                .authenticate(credentials.get(index), protocol)
                .thenCompose(admission -> admission instanceof Admission.Refused refused
                                && refused.status() == UNAUTHORIZED.status()
                                && index + 1 < credentials.size()
                        ? login(credentials, index + 1)
                        : CompletableFuture.completedStage(admission));
    }

    /** Checks a device anew, as itself or behind the one that is connected. */
    public Admission admit(DeviceId connected, DeviceId device) {
        return registrations.admit(device, gateway(connected, device), protocol);
    }

    /**
     * The same for a message: a device that is not known yet is registered where its gateway has the authority, and made
     * known. Completes at once for known devices; the stage never fails.
     */
    public CompletionStage<Admission> admitSender(DeviceId connected, DeviceId device) {
        Admission admission = admit(connected, device);
        boolean unknown = admission instanceof Admission.Refused refused && refused.status() == NOT_FOUND;
        if (!unknown || connected.equals(device)) {
            return CompletableFuture.completedStage(admission);
        }
        return registrations
                .provision(device, connected.id(), protocol)
                .thenCompose(provisioned -> announced(provisioned, connected.id()));
    }

    private CompletionStage<Admission> announced(Admission admission, String gateway) {
        return admission instanceof Admission.Admitted admitted && admitted.created()
                ? notices.provisioned(admitted.registration(), gateway).thenApply(nothing -> admission)
                : CompletableFuture.completedStage(admission);
    }

    /** The properties of a message of a registered device; what was said is added by the caller. */
    public MessageWords words(Registration registration) {
        TenantLimits limits = registrations.limits(registration.device().tenant());
        return new MessageWords(protocol, registration, limits.maxTtl());
    }

    /** The gateway's id in a message: empty when a device speaks itself. */
    public static String gateway(DeviceId connected, DeviceId device) {
        return connected.equals(device) ? "" : connected.id();
    }
}
