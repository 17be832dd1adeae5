// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.borough.connect.Delivery;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkMessage;
import org.borough.connect.DownlinkSink;
import org.borough.endpoint.OneCommand;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Response;

/** A request that waits for one command. Callable from any thread. */
final class CommandWait implements DownlinkSink {

    private static final int LONGEST_OPTION = 255;
    private static final String COMMAND = "hono-command=";

    /** Longer than all retransmissions of a response together (RFC 7252, MAX_TRANSMIT_WAIT). */
    private static final int DELIVERY_SECONDS = 100;

    private final DeviceId sender;
    private final boolean shortNames;
    private final OneCommand one = new OneCommand();

    CommandWait(DeviceId sender, boolean shortNames) {
        this.sender = sender;
        this.shortNames = shortNames;
    }

    @Override
    public CompletionStage<Delivery> deliver(DownlinkMessage command) {
        if (!fits(COMMAND + command.subject())
                || !fits(command.requestId())
                || !fits(command.device().id())) {
            return OneCommand.refused(400, "the command's subject, request id or device is longer than a CoAP option");
        }
        return one.offer(command, "the device's request takes one command only");
    }

    /** The answer with the command, or the one without when the wait ended first. */
    CompletionStage<Answer> answer() {
        return one.arrival().thenApply(offer -> offer.map(this::answer).orElseGet(Answer::changed));
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
        Response response = new Response(ResponseCode.CHANGED);
        OptionSet options = response.getOptions();
        options.addLocationQuery(COMMAND + command.subject());
        location(command).forEach(options::addLocationPath);
        int format = command.contentType().isEmpty()
                ? MediaTypeRegistry.UNDEFINED
                : MediaTypeRegistry.parse(command.contentType());
        if (format != MediaTypeRegistry.UNDEFINED) {
            options.setContentFormat(format);
        }
        response.setPayload(command.payload());
        offer.delivery()
                .completeOnTimeout(
                        new Delivery.NotDelivered(503, "the device did not confirm the response with the command"),
                        DELIVERY_SECONDS,
                        TimeUnit.SECONDS);
        return new Answer(response, false, offer.delivery()::complete);
    }

    /** The path under which the device answers; behind a gateway it names the device. */
    private List<String> location(DownlinkMessage command) {
        boolean own = command.device().equals(sender);
        String device = command.device().id();
        if (command.oneWay()) {
            String name = shortNames ? "c" : "command";
            return own ? List.of(name) : List.of(name, "", device);
        }
        String name = shortNames ? "cr" : "command_response";
        return own ? List.of(name, command.requestId()) : List.of(name, "", device, command.requestId());
    }

    private static boolean fits(String option) {
        return option.getBytes(StandardCharsets.UTF_8).length <= LONGEST_OPTION;
    }
}
