// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.borough.talq.HostList;
import org.borough.talq.TalqClient;
import org.borough.twin.Entitlements;
import org.borough.twin.Twins;

/** The gateway without OSGi. */
public final class RealGateway implements AutoCloseable {

    public static final String CMS = "11111111-1111-4111-8111-111111111111";
    public static final String GATEWAY = "22222222-2222-4222-8222-222222222222";

    private final CmsPeer peer;

    /** A gateway that offers the things of a namespace, and bears its name. */
    public RealGateway(Twins twins, Entitlements entitlements, String namespace, String name, String cmsUrl) {
        peer = new CmsPeer(settings(namespace, name, cmsUrl), twins, entitlements, Clock.systemUTC());
    }

    private static CmsSettings settings(String namespace, String name, String cmsUrl) {
        Optional<TalqClient.Target> cms = cmsUrl.isEmpty()
                ? Optional.empty()
                : Optional.of(new TalqClient.Target(
                        URI.create(cmsUrl),
                        GATEWAY,
                        "Basic " + Base64.getEncoder().encodeToString("gateway:secret".getBytes()),
                        Duration.ofSeconds(5),
                        new HostList(Set.of("127.0.0.1"))));
        return new CmsSettings(
                name,
                "borough:cms",
                CMS,
                GATEWAY,
                Set.of(namespace),
                "talq",
                cms,
                Optional.empty(),
                Duration.ofHours(24),
                Duration.ofHours(26),
                1 << 20);
    }

    public Servlet door() {
        return peer.door();
    }

    public org.borough.thing.Status status() {
        return peer.status();
    }

    @Override
    public void close() {
        peer.close();
    }
}
