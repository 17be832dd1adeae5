// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.borough.endpoint.Address;
import org.borough.endpoint.Platform;
import org.borough.endpoint.TcpPort;
import org.borough.endpoint.Tls;

/** Puts together what serves one connection. */
record HttpPipeline(Platform platform, HttpSettings settings, HttpConnections connections) {

    /** The protocol's type in Hono's words. */
    static final String PROTOCOL = "hono-http";

    Optional<TcpPort> open(Address address, Optional<SslContext> tls) {
        return TcpPort.open(
                new TcpPort.Plan(
                        "HTTP",
                        HttpConfig.PID,
                        address,
                        settings.threads(),
                        settings.stopTimeout(),
                        tls,
                        this::addHandlers),
                connections.ports());
    }

    void addHandlers(ChannelPipeline pipeline) {
        Optional.ofNullable(pipeline.get(SslHandler.class))
                .ifPresent(tls ->
                        tls.setHandshakeTimeoutMillis(settings.readTimeout().toMillis()));
        SlowClientGuard guard = new SlowClientGuard(settings.readTimeout());
        Login login = new Login(platform, connections.table(), () -> Tls.certificate(pipeline));
        BodyGate gate = new BodyGate(platform, settings, login);
        pipeline.addLast(
                new IdleStateHandler(0, 0, settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS),
                guard,
                new StrictDecoder(),
                new HttpResponseEncoder(),
                gate);
        pipeline.addLast(BodyGate.LIMIT, new BodyLimit(settings.maxPayloadBytes()));
        pipeline.addLast(new HttpConnection(platform, settings, connections, login, gate, guard));
    }
}
