// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import io.opentracing.noop.NoopSpan;
import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.client.ServerErrorException;
import org.eclipse.hono.client.command.CommandResponse;
import org.eclipse.hono.client.command.kafka.KafkaBasedCommand;
import org.eclipse.hono.client.command.kafka.KafkaBasedCommandContext;
import org.eclipse.hono.client.command.kafka.KafkaBasedCommandResponseSender;
import org.eclipse.hono.client.kafka.HonoTopic;
import org.eclipse.hono.client.kafka.consumer.HonoKafkaConsumer;
import org.eclipse.hono.util.MessagingType;
import org.eclipse.hono.util.RegistrationAssertion;
import org.eclipse.hono.util.TenantObject;

/** Hono's command router, and devices behind it. */
final class PeerDevices {

    private final PeerMain.Setup setup;
    private final KafkaBasedCommandResponseSender responses;
    private final Map<String, Behind> tenants = new ConcurrentHashMap<>();

    PeerDevices(PeerMain.Setup setup) {
        this.setup = setup;
        responses = new KafkaBasedCommandResponseSender(
                setup.vertx, setup.producers, setup.producerConfig, NoopTracerFactory.create());
        responses.start();
    }

    /** The devices of a tenant. */
    private static final class Behind {

        private volatile HonoPeer.Devices behaviour;
        private int count;
        private Map<String, String> latest = Map.of();

        synchronized void came(KafkaBasedCommand command) {
            count++;
            latest = Map.of(
                    "device",
                    command.getDeviceId(),
                    "subject",
                    command.getName(),
                    "oneWay",
                    Boolean.toString(command.isOneWay()),
                    "contentType",
                    String.valueOf(command.getContentType()),
                    "correlationId",
                    String.valueOf(command.getCorrelationId()),
                    "payload",
                    command.getPayload() == null ? "" : command.getPayload().toString());
        }

        synchronized Map<String, String> words() {
            Map<String, String> words = new HashMap<>(latest);
            words.put("count", Integer.toString(count));
            return words;
        }
    }

    Map<String, String> serve(Form order) throws ExecutionException, InterruptedException, TimeoutException {
        String tenant = order.text("tenant");
        Behind fresh = new Behind();
        Behind behind = tenants.getOrDefault(tenant, fresh);
        behind.behaviour = HonoPeer.Devices.valueOf(order.text("behaviour"));
        if (behind == fresh) {
            tenants.put(tenant, behind);
            HonoKafkaConsumer<Buffer> consumer = new HonoKafkaConsumer<>(
                    setup.vertx,
                    Set.of(new HonoTopic(HonoTopic.Type.COMMAND, tenant).toString()),
                    command -> take(behind, command),
                    setup.consumerConfig().getConsumerConfig("devices"));
            PeerMain.Setup.await(consumer.start());
        }
        return Map.of();
    }

    private void take(Behind behind, KafkaConsumerRecord<String, Buffer> record) {
        KafkaBasedCommand command = KafkaBasedCommand.from(record);
        KafkaBasedCommandContext context = new KafkaBasedCommandContext(command, responses, NoopSpan.INSTANCE);
        if (!command.isValid()) {
            context.reject("malformed command message");
            return;
        }
        behind.came(command);
        switch (behind.behaviour) {
            case ABSENT -> context.release(new ServerErrorException(command.getTenant(), 503, "no consumer available"));
            case UNKNOWN ->
                context.reject(
                        new ClientErrorException(command.getTenant(), 404, "device is disabled or not registered"));
            case SILENT -> context.accept();
            case ANSWER -> answer(command, context, 200);
            case FAIL -> answer(command, context, 500);
        }
    }

    private void answer(KafkaBasedCommand command, KafkaBasedCommandContext context, int status) {
        context.accept();
        if (!command.isOneWay()) {
            CommandResponse response = new CommandResponse(
                    command.getTenant(),
                    command.getDeviceId(),
                    command.getPayload(),
                    command.getContentType(),
                    status,
                    command.getCorrelationId(),
                    "",
                    MessagingType.kafka);
            responses.sendCommandResponse(
                    TenantObject.from(command.getTenant(), true),
                    new RegistrationAssertion(command.getDeviceId()),
                    response,
                    null);
        }
    }

    Map<String, String> commands(Form order) {
        return tenants.getOrDefault(order.text("tenant"), new Behind()).words();
    }
}
