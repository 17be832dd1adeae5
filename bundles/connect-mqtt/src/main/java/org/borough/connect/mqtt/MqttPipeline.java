// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.mqtt;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.util.function.Consumer;
import org.borough.endpoint.Platform;

/** The handlers that every connection has: bytes to packets, packets to what a device says. */
record MqttPipeline(Platform platform, MqttSettings settings, MqttConnections connections)
        implements Consumer<ChannelPipeline> {

    /** The name of the handler that takes packets from bytes. */
    static final String DECODER = "decoder";

    private static final int MAX_CLIENT_ID_LENGTH = 1024;

    @Override
    public void accept(ChannelPipeline pipeline) {
        // Who has not proven who it is may send no more than anybody.
        pipeline.addLast(DECODER, decoder(settings.maxPayloadBytes()));
        pipeline.addLast(MqttEncoder.INSTANCE, new MqttConnection(platform, settings, connections));
    }

    static MqttDecoder decoder(int payloadBytes) {
        return new MqttDecoder(MqttSettings.packetBytes(payloadBytes), MAX_CLIENT_ID_LENGTH);
    }
}
