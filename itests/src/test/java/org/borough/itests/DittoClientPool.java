// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.live.internal.MessageSerializerFactory;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.client.messaging.MessagingProvider;
import org.eclipse.ditto.client.messaging.MessagingProviders;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;

/** Ditto's own Java clients, each with connections of its own for twins and for live signals. */
final class DittoClientPool implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final City city;
    private final List<DittoClient> open = new ArrayList<>();

    DittoClientPool(City city) {
        this.city = city;
    }

    /** A policy that lets the administrator do everything, and somebody else what is said of him. */
    static Policy policy(String id, String others) {
        return PoliciesModelFactory.newPolicy(
                """
                {"policyId":"%s","entries":{"all":{"subjects":{"borough:admin":{"type":"t"}},"resources":{
                  "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                  "message:/":{"grant":["READ","WRITE"],"revoke":[]}}}%s}}"""
                        .formatted(id, others));
    }

    DittoClient connect() {
        return connect(Set.of(), Set.of());
    }

    DittoClient connect(Set<AcknowledgementLabel> twin, Set<AcknowledgementLabel> live) {
        MessagingProvider twins = provider(twin, failure -> {});
        DittoClient client = get(DittoClients.newInstance(
                        twins,
                        provider(live, failure -> {}),
                        twins,
                        MessageSerializerFactory.initializeDefaultSerializerRegistry())
                .connect());
        open.add(client);
        return client;
    }

    MessagingProvider provider(Set<AcknowledgementLabel> labels, Consumer<Throwable> onError) {
        return MessagingProviders.webSocket(
                WebSocketMessagingConfiguration.newBuilder()
                        .endpoint("ws://127.0.0.1:" + city.ports().api() + "/ws/2")
                        .declaredAcknowledgements(labels)
                        .reconnectEnabled(false)
                        .connectionErrorHandler(onError)
                        .build(),
                AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                        .username("admin")
                        .password(city.password())
                        .build()));
    }

    /** What comes of a stage, in time. */
    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        open.forEach(DittoClient::destroy);
        open.clear();
    }
}
