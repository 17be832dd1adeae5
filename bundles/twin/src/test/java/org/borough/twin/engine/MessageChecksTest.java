// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;

import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessageDirection;
import org.eclipse.ditto.messages.model.MessageHeaders;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.messages.model.signals.commands.SendClaimMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendFeatureMessage;
import org.eclipse.ditto.messages.model.signals.commands.SendMessageAcceptedResponse;
import org.eclipse.ditto.messages.model.signals.commands.SendThingMessage;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResource;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageChecksTest {

    private static final DittoHeaders ADMIN = as("borough:admin");
    private static final DittoHeaders GUEST = as("borough:guest");
    private static final PolicyId POLICY = PolicyId.of("city:lamp-1");

    private final EngineFixture fixture = new EngineFixture().withLamp();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whoever_may_write_messages_may_send_them() {
        assertThat(fixture.run(toThing(LAMP_ID, "ask", ADMIN))).isInstanceOf(SendMessageAcceptedResponse.class);
        assertThat(fixture.run(toFeature("ask", ADMIN))).isInstanceOf(SendMessageAcceptedResponse.class);
    }

    @Test
    void who_may_only_read_the_thing_may_not_send() {
        assertRefused(toThing(LAMP_ID, "ask", GUEST), 403, "messages:send.notallowed");
    }

    @Test
    void a_right_to_one_subject_of_one_feature_is_none_to_others() {
        grant("message:/features/luminaire/inbox/messages/ask");

        assertThat(fixture.run(toFeature("ask", GUEST))).isInstanceOf(SendMessageAcceptedResponse.class);
        assertThat(fixture.run(toFeature("ask/why//so/", GUEST))).isInstanceOf(SendMessageAcceptedResponse.class);
        assertRefused(toFeature("tell", GUEST), 403, "messages:send.notallowed");
        assertRefused(toThing(LAMP_ID, "ask", GUEST), 403, "messages:send.notallowed");
    }

    @Test
    void a_right_to_the_inbox_is_none_to_the_outbox() {
        grant("message:/inbox");
        MessageHeaders headers =
                MessageHeaders.newBuilder(MessageDirection.FROM, LAMP_ID, "ask").build();

        assertThat(fixture.run(toThing(LAMP_ID, "ask", GUEST))).isInstanceOf(SendMessageAcceptedResponse.class);
        assertRefused(
                SendThingMessage.of(LAMP_ID, Message.newBuilder(headers).build(), GUEST),
                403,
                "messages:send.notallowed");
    }

    @Test
    void anybody_may_claim() {
        MessageHeaders headers = MessageHeaders.newBuilderForClaiming(LAMP_ID).build();

        assertThat(fixture.run(
                        SendClaimMessage.of(LAMP_ID, Message.newBuilder(headers).build(), as("borough:stranger"))))
                .isInstanceOf(SendMessageAcceptedResponse.class);
    }

    @Test
    void a_thing_that_is_not_there_gets_none() {
        assertRefused(toThing(ThingId.of("city:nothing"), "ask", ADMIN), 404, "things:thing.notfound");
        fixture.run(DeletePolicy.of(POLICY, ADMIN));
        assertRefused(toThing(LAMP_ID, "ask", ADMIN), 404, "things:thing.notfound");
    }

    @Test
    void a_condition_is_obeyed() {
        DittoHeaders elsewhere =
                ADMIN.toBuilder().condition("eq(attributes/street,\"Side\")").build();
        DittoHeaders here =
                ADMIN.toBuilder().condition("eq(attributes/street,\"Main\")").build();

        assertRefused(toThing(LAMP_ID, "ask", elsewhere), 412, "things:condition.failed");
        assertThat(fixture.run(toThing(LAMP_ID, "ask", here))).isInstanceOf(SendMessageAcceptedResponse.class);
    }

    private void grant(String resource) {
        fixture.run(ModifyResource.of(
                POLICY,
                Label.of("guests"),
                PoliciesModelFactory.newResource(
                        PoliciesModelFactory.newResourceKey(resource),
                        JsonObject.of("{\"grant\":[\"WRITE\"],\"revoke\":[]}")),
                ADMIN));
    }

    private static MessageCommand<?, ?> toThing(ThingId thing, String subject, DittoHeaders headers) {
        MessageHeaders about =
                MessageHeaders.newBuilder(MessageDirection.TO, thing, subject).build();
        return SendThingMessage.of(thing, Message.newBuilder(about).build(), headers);
    }

    private static MessageCommand<?, ?> toFeature(String subject, DittoHeaders headers) {
        MessageHeaders about = MessageHeaders.newBuilder(MessageDirection.TO, LAMP_ID, subject)
                .featureId("luminaire")
                .build();
        return SendFeatureMessage.of(
                LAMP_ID, "luminaire", Message.newBuilder(about).build(), headers);
    }

    private void assertRefused(MessageCommand<?, ?> command, int status, String code) {
        DittoRuntimeException refusal = fixture.refusal(command);
        assertThat(refusal.getErrorCode()).isEqualTo(code);
        assertThat(refusal.getHttpStatus().getCode()).isEqualTo(status);
    }
}
