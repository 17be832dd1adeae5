// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;
import org.borough.endpoint.Meter;
import org.borough.endpoint.OneCommand;

/** A request that waits for one command. Callable from any thread. */
final class CommandWait implements DownlinkSink {

    private static final String TAKEN = "the device's request takes one command only, and no longer";
    private static final Pattern FIT_FOR_HEADER = Pattern.compile("[\\x20-\\x7E]*");

    private final DeviceId sender;
    private final Meter meter;
    private final OneCommand one = new OneCommand();

    CommandWait(DeviceId sender, Meter meter) {
        this.sender = sender;
        this.meter = meter;
    }

    @Override
    public CompletionStage<Delivery> deliver(DownlinkMessage command) {
        if (!FIT_FOR_HEADER
                .matcher(command.subject() + command.contentType() + command.requestId())
                .matches()) {
            return OneCommand.refused(
                    400, "the command's subject, content type or request id does not fit into a header");
        }
        if (one.isOver()) {
            return OneCommand.refused(503, TAKEN);
        }
        Meter.Verdict verdict = meter.message(command.device(), command.payload().length);
        if (!verdict.passes()) {
            return OneCommand.refused(429, verdict.reason());
        }
        return one.offer(command, TAKEN);
    }

    /** The answer with the command, or the one without when the wait ended first. */
    CompletionStage<Answer> answer() {
        return one.arrival().thenApply(offer -> offer.map(this::answer).orElseGet(() -> Answer.of(202)));
    }

    /** Waits no longer. A command that came before is still answered. */
    void end() {
        one.end();
    }

    /** No answer will go out any more. */
    void abort(String reason) {
        one.abort(reason);
    }

    private Answer answer(OneCommand.Offer offer) {
        DownlinkMessage command = offer.command();
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set("hono-command", command.subject());
        if (!command.oneWay()) {
            headers.set("hono-cmd-req-id", command.requestId());
        }
        if (!command.device().equals(sender)) {
            headers.set("hono-cmd-target-device", command.device().id());
        }
        if (!command.contentType().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, command.contentType());
        } else if (command.payload().length > 0) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM);
        }
        return new Answer(200, headers, command.payload(), success -> offer.delivery()
                .complete(
                        success
                                ? new Delivery.Delivered()
                                : new Delivery.NotDelivered(503, "the device's connection broke")));
    }
}
