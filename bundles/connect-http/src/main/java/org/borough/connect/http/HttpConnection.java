// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Connection;
import org.borough.endpoint.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: answers its requests one after the other, in their order. Runs on its event loop, except where a
 * method says otherwise.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int MAX_QUEUED = 16;

    /** Closing at once, while the device still sends, could take the answer away from it. */
    private static final long LINGER_MILLIS = 500;

    private final Platform platform;
    private final HttpSettings settings;
    private final HttpConnections connections;
    private final BodyGate gate;
    private final SlowClientGuard guard;
    private final Cors cors;
    private final Login login;
    private final Deque<DeviceRequest> queue = new ArrayDeque<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private ChannelHandlerContext ctx;
    private Exchange current;
    private boolean busy;
    private boolean beginning;
    private boolean stopping;
    private boolean surplus;
    private boolean unread;
    private boolean lastAnswered;

    HttpConnection(
            Platform platform,
            HttpSettings settings,
            HttpConnections connections,
            Login login,
            BodyGate gate,
            SlowClientGuard guard) {
        this.platform = platform;
        this.settings = settings;
        this.connections = connections;
        this.login = login;
        this.gate = gate;
        this.guard = guard;
        cors = new Cors(settings.corsOrigin());
    }

    @Override
    public boolean isOf(DeviceId device) {
        return login.isOf(device);
    }

    @Override
    public void expel() {
        ctx.executor().execute(() -> ctx.close());
    }

    @Override
    public CompletionStage<Void> stop() {
        ctx.executor().execute(() -> {
            stopping = true;
            queue.clear();
            if (current != null) {
                current.hurry();
            }
            if (!busy) {
                ctx.close();
            }
        });
        return stopped;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!connections.table().opened(this, settings.maxConnections())) {
            context.close();
        }
        surplus = connections.table().size() > settings.maxConnections();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        guard.rest();
        try {
            unread |= message instanceof BodyLimit.Exceeded;
            DeviceRequest request = message instanceof BodyLimit.Exceeded exceeded
                    ? DeviceRequest.unread(exceeded.answer())
                    : DeviceRequest.of((FullHttpRequest) message);
            if (!stopping) {
                queue.add(request);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
        next();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        next();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // Who does not even read its last answer would otherwise stay for ever.
        if (event instanceof IdleStateEvent && (!busy || lastAnswered)) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connections.table().closed(this);
        queue.clear();
        if (current != null) {
            current.connectionClosed();
        }
        stopped.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            LOG.debug("connection {} broke: {}", context.channel(), cause.toString());
        } else {
            connections.defect();
            LOG.warn("connection {} is closed after an error", context.channel(), cause);
        }
        context.close();
    }

    /**
     * Begins the next request when the last one is answered, and reads no further while too many wait. An answer that is
     * there at once comes back to here, and must not begin the next one a level deeper.
     */
    private void next() {
        if (beginning) {
            return;
        }
        beginning = true;
        while (!busy && !queue.isEmpty() && ctx.channel().isWritable()) {
            DeviceRequest request = queue.poll();
            busy = true;
            answer(request).whenComplete((answer, failure) -> onLoop(() -> finish(request, answer, failure)));
        }
        beginning = false;
        boolean room = queue.size() < MAX_QUEUED;
        gate.read(room);
        if (!room) {
            guard.rest();
        }
    }

    private CompletionStage<Answer> answer(DeviceRequest request) {
        if (request.defect().isPresent()) {
            return CompletableFuture.completedFuture(request.defect().get());
        }
        if (surplus) {
            return completed(503, "there are too many connections");
        }
        if (!(request.route() instanceof Route.ToDevice route)) {
            return completed(404, "no such endpoint");
        }
        return cors.first(request, route)
                .<CompletionStage<Answer>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> serve(request, route));
    }

    private CompletionStage<Answer> serve(DeviceRequest request, Route.ToDevice route) {
        if (!request.method().equals(route.method())) {
            return CompletableFuture.completedFuture(Answer.error(405, "this path takes " + route.method() + " only")
                    .with(HttpHeaderNames.ALLOW, route.method()));
        }
        current = new Exchange(platform, settings, connections, login, ctx.executor(), request);
        return current.answer(route);
    }

    private void onLoop(Runnable work) {
        if (ctx.executor().inEventLoop()) {
            work.run();
        } else {
            ctx.executor().execute(work);
        }
    }

    private void finish(DeviceRequest request, Answer given, Throwable failure) {
        if (failure != null) {
            connections.defect();
            LOG.warn("a request for {} could not be served", request.path(), failure);
        }
        Answer answer = cors.mark(request, failure == null ? given : Answer.error(503, "temporarily unavailable"));
        boolean keepAlive = request.keepAlive() && !stopping;
        connections.answered(answer.status());
        current = null;
        ChannelFuture sent = ctx.writeAndFlush(answer.response(request, keepAlive))
                .addListener(write -> answer.written().accept(write.isSuccess()));
        if (!keepAlive) {
            lastAnswered = true;
            queue.clear();
            close(sent);
            return;
        }
        busy = false;
        next();
    }

    private void close(ChannelFuture sent) {
        if (unread) {
            sent.addListener(done -> ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS));
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static CompletionStage<Answer> completed(int status, String reason) {
        return CompletableFuture.completedFuture(Answer.error(status, reason));
    }
}
