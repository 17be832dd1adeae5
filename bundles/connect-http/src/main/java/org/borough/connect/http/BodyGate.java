// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.borough.connect.Admission;
import org.borough.connect.DeviceId;
import org.borough.endpoint.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how large the body of each request may be. Where everybody's limit may not do, it first finds out who sends,
 * and takes nothing more meanwhile. Stands before the {@link BodyLimit}, which it exchanges between two requests.
 */
final class BodyGate extends ChannelInboundHandlerAdapter {

    /** The name of the handler that keeps the limit. */
    static final String LIMIT = "body-limit";

    private static final Logger LOG = LoggerFactory.getLogger(BodyGate.class);

    private final Platform platform;
    private final HttpSettings settings;
    private final Login login;
    private final Deque<Object> held = new ArrayDeque<>();
    private ChannelHandlerContext ctx;
    private boolean room = true;
    private boolean asking;
    private boolean special;

    BodyGate(Platform platform, HttpSettings settings, Login login) {
        this.platform = platform;
        this.settings = settings;
        this.login = login;
    }

    /** Reads the socket only while there is room for more requests, and never while it is asked who sends. */
    void read(boolean roomForMore) {
        room = roomForMore;
        ctx.channel().config().setAutoRead(room && !asking);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (asking) {
            held.add(part);
        } else {
            pass(part);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        context.fireChannelInactive();
    }

    private void pass(Object part) {
        if (!(part instanceof HttpRequest head)) {
            ctx.fireChannelRead(part);
        } else if (mayBeLarge(head) && login.isClaimed(authorization(head))) {
            ask(head);
        } else {
            if (special) {
                special = false;
                exchange(new BodyLimit(settings.maxPayloadBytes()));
            }
            ctx.fireChannelRead(head);
        }
    }

    private boolean mayBeLarge(HttpRequest head) {
        return head.decoderResult().isSuccess()
                && (HttpUtil.isTransferEncodingChunked(head)
                        || HttpUtil.getContentLength(head, 0L) > settings.maxPayloadBytes());
    }

    private void ask(HttpRequest head) {
        CompletableFuture<BodyLimit> limit = login.sender(authorization(head))
                .thenApply(this::limitOf)
                .exceptionally(this::unknown)
                .toCompletableFuture();
        if (limit.isDone()) {
            open(head, limit.join());
            return;
        }
        asking = true;
        read(room);
        limit.thenAcceptAsync(found -> resume(head, found), ctx.executor());
    }

    private static Authorization authorization(HttpRequest head) {
        return Authorization.of(head.headers().get(HttpHeaderNames.AUTHORIZATION), Route.of(head.uri()));
    }

    /** Who is refused hears why, rather than that its request was too large for a stranger's. */
    private BodyLimit limitOf(Login.Sender sender) {
        if (sender instanceof Login.Sender.Refused refused) {
            return new BodyLimit(settings.maxPayloadBytes(), refused::answer);
        }
        DeviceId device = ((Login.Sender.Known) sender).device();
        return platform.admit(device, device) instanceof Admission.Admitted admitted
                ? new BodyLimit(settings.payloadBytes(admitted.registration()))
                : new BodyLimit(settings.maxPayloadBytes());
    }

    private BodyLimit unknown(Throwable failure) {
        LOG.warn("could not find out who sends a large request", failure);
        return new BodyLimit(settings.maxPayloadBytes(), () -> Answer.error(503, "temporarily unavailable"));
    }

    private void open(HttpRequest head, BodyLimit limit) {
        special = true;
        exchange(limit);
        ctx.fireChannelRead(head);
    }

    private void resume(HttpRequest head, BodyLimit limit) {
        if (!ctx.channel().isActive()) {
            return;
        }
        asking = false;
        open(head, limit);
        while (!asking && !held.isEmpty()) {
            pass(held.poll());
        }
        read(room);
    }

    private void exchange(BodyLimit limit) {
        ctx.pipeline().replace(LIMIT, LIMIT, limit);
    }
}
