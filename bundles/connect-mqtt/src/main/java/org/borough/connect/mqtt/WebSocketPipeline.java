// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.function.Consumer;

/** The same in frames of WebSocket, after the request that opens it. */
record WebSocketPipeline(MqttPipeline mqtt) implements Consumer<ChannelPipeline> {

    static final String PATH = "/mqtt";
    static final String SUBPROTOCOL = "mqtt";

    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final int MAX_CHUNK_BYTES = 1024;
    private static final int MAX_BODY_BYTES = 1024;
    private static final long CLOSE_MILLIS = 2000;

    @Override
    public void accept(ChannelPipeline pipeline) {
        pipeline.addLast(
                new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES),
                new HttpObjectAggregator(MAX_BODY_BYTES, true),
                new WebSocketServerProtocolHandler(config()),
                new WebSocketFrames());
        mqtt.accept(pipeline);
    }

    private WebSocketServerProtocolConfig config() {
        // A packet may come in several frames, so no frame need be longer than a packet of anybody.
        int frameBytes = MqttSettings.packetBytes(mqtt.settings().maxPayloadBytes());
        return WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(PATH)
                .subprotocols(SUBPROTOCOL)
                .handshakeTimeoutMillis(mqtt.settings().connectTimeout().toMillis())
                .forceCloseTimeoutMillis(CLOSE_MILLIS)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(frameBytes)
                        .allowExtensions(false)
                        .build())
                .build();
    }
}
