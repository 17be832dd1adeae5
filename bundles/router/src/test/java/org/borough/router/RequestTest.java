// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandResponse;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;
import org.borough.thing.Outcome;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of any bytes, as front doors bring them. */
class RequestTest {

    private static final byte[] BINARY = {0, (byte) 0xFF, (byte) 0xC3, 0x28, 10};

    private Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void bytesReachADeviceWithoutAdapterUnchangedAndItsAnswerComesBackAsItIs() {
        bench.lamp("plain", Map.of());
        FakeDevice device = bench.subscribe("plain");
        CompletionStage<Outcome> outcome = request("plain", true);
        bench.settle();
        assertThat(device.last().subject()).isEqualTo("set/relay");
        assertThat(device.last().contentType()).isEqualTo("application/octet-stream");
        assertThat(device.last().payload()).isEqualTo(BINARY);
        assertThat(respond("plain", device.last().requestId(), 404, "no such relay"))
                .as("nobody is there to translate it, and nobody need")
                .isEqualTo(new Acknowledgement.Stored());
        assertThat(Bench.get(outcome)).isInstanceOfSatisfying(Outcome.Rejected.class, no -> {
            assertThat(no.reason()).isEqualTo("the device answered with 404: no such relay");
            assertThat(no.response()).hasValueSatisfying(answer -> {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.contentType()).isEqualTo("application/octet-stream");
                assertThat(answer.payload()).asString(StandardCharsets.UTF_8).isEqualTo("no such relay");
            });
        });
    }

    @Test
    void aRequestThatWantsNoAnswerEndsWithTheDelivery() {
        bench.lamp("plain", Map.of());
        FakeDevice device = bench.subscribe("plain");
        CompletionStage<Outcome> outcome = request("plain", false);
        assertThat(Bench.get(outcome))
                .isInstanceOfSatisfying(Outcome.Confirmed.class, done -> assertThat(done.response())
                        .isEmpty());
        assertThat(device.last().oneWay()).isTrue();
    }

    @Test
    void bytesOutliveTheRouter() {
        bench.lamp("plain", Map.of());
        request("plain", false);
        bench.settle();
        bench = bench.restarted().start();
        FakeDevice device = bench.subscribe("plain");
        bench.settle();
        assertThat(device.last().payload()).isEqualTo(BINARY);
        assertThat(device.last().oneWay()).isTrue();
    }

    @Test
    void aModelThatNobodyKnowsIsNoHindranceUnlessTheRegistrationNamesIt() {
        bench.lamp("defined", Map.of()).lamp("named", Map.of("adapter", "acme:unknown:1.0.0"));
        bench.memory.with("springfield:defined", "{\"definition\":\"acme:unknown:1.0.0\"}");
        FakeDevice defined = bench.subscribe("defined");
        FakeDevice named = bench.subscribe("named");
        request("defined", true);
        request("named", true);
        bench.settle();
        assertThat(defined.received()).hasSize(1);
        assertThat(named.received()).isEmpty();
    }

    @Test
    void anAdapterReadsTheArgumentsOfARequest() {
        FakeDevice device = bench.subscribe("lamp-1");
        byte[] json = "{\"level\":7}".getBytes(StandardCharsets.UTF_8);
        bench.router.commands().ask(request("lamp-1", "dim", json, true));
        bench.settle();
        assertThat(device.last().payload()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void whatAConnectionCannotCarryIsRejectedAndHoldsNothingUp(int status) {
        bench.lamp("plain", Map.of());
        FakeDevice device = bench.subscribe("plain").refusing(status);
        CompletionStage<Outcome> outcome = request("plain", false);
        assertThat(Bench.get(outcome)).isInstanceOfSatisfying(Outcome.Rejected.class, no -> {
            assertThat(no.status()).isEqualTo(status);
            assertThat(no.reason()).isEqualTo("it does not fit");
            assertThat(no.response()).isEmpty();
        });
        device.taking();
        assertThat(Bench.get(request("plain", false))).isInstanceOf(Outcome.Confirmed.class);
    }

    private CompletionStage<Outcome> request(String name, boolean answer) {
        return bench.router.commands().ask(request(name, "set/relay", BINARY, answer));
    }

    private static Commands.Request request(String name, String subject, byte[] payload, boolean answer) {
        Cause cause = Cause.of("borough:admin", "");
        return new Commands.Request(Bench.thing(name), "", subject, "application/octet-stream", payload, answer, cause);
    }

    private Acknowledgement respond(String name, String requestId, int status, String payload) {
        Message plain = bench.message(name, payload);
        Message message = new Message(
                plain.device(),
                "",
                Endpoint.RESPONSE,
                1,
                plain.contentType(),
                plain.properties(),
                plain.payload(),
                plain.receivedAt());
        return Bench.get(bench.router.downlinks().respond(new CommandResponse(requestId, status, message)));
    }
}
