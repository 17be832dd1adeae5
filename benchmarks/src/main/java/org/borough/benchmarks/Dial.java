// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Opens MQTT connections to the loopback interface. The city's own certificate is believed: this measures, no more. */
record Dial(EventLoopGroup group, int port, Optional<SslContext> tls) {

    static Dial of(Arguments arguments, EventLoopGroup group) throws SSLException {
        boolean secure = Boolean.parseBoolean(arguments.text("tls", "false"));
        return new Dial(
                group,
                arguments.number("port", secure ? 8883 : 1883),
                secure
                        ? Optional.of(SslContextBuilder.forClient()
                                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                                .build())
                        : Optional.empty());
    }

    Channel connect(ChannelHandler device) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        tls.ifPresent(context ->
                                channel.pipeline().addLast(context.newHandler(channel.alloc(), "localhost", port)));
                        channel.pipeline().addLast(new MqttDecoder(), MqttEncoder.INSTANCE, device);
                    }
                })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
    }
}
