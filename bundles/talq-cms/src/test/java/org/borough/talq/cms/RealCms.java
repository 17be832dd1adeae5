// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.borough.router.RealRouter;
import org.borough.talq.HostList;
import org.borough.talq.TalqClient;
import org.borough.talq.gateway.RealGateway;
import org.borough.thing.Status;
import org.borough.twin.Twins;

/** The CMS without OSGi, with the real router. */
final class RealCms implements AutoCloseable {

    private final RealRouter router;
    private final GatewayPeer peer;

    RealCms(Twins twins, String gatewayUrl) {
        FakeRegistry registry = new FakeRegistry(twins);
        router = new RealRouter(twins, registry, new TalqAdapter(), TalqAdapter.DEVICE, TalqAdapter.GATEWAY);
        GatewaySettings settings = new GatewaySettings(
                "gw",
                "cms",
                "borough:gateway",
                RealGateway.GATEWAY,
                RealGateway.CMS,
                new TalqClient.Target(
                        URI.create(gatewayUrl),
                        RealGateway.CMS,
                        "Basic " + Base64.getEncoder().encodeToString("cms:secret".getBytes()),
                        Duration.ofSeconds(5),
                        new HostList(Set.of("127.0.0.1"))),
                Optional.empty(),
                Duration.ofHours(24),
                true,
                1 << 20);
        peer = new GatewayPeer(
                settings,
                new GatewayPeer.Platform(twins, router.uplinks(), router.downlinks(), registry, registry),
                Clock.systemUTC());
    }

    Servlet door() {
        return peer.servlet();
    }

    Status status() {
        return peer.status();
    }

    @Override
    public void close() {
        peer.close();
        router.close();
    }
}
