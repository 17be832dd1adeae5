// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto.kafka;

import java.util.Map;
import java.util.Optional;
import org.borough.hono.KafkaSettings;
import org.borough.twin.ditto.topic.ReadingTopic;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops with its configuration. Without brokers it sleeps: the shipped configuration names none. */
@Component(
        immediate = true,
        service = {},
        configurationPid = TopicConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TopicConfig.class)
public final class TopicComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TopicComponent.class);

    private final Optional<KafkaTopic> topic;
    private final Optional<ServiceRegistration<ReadingTopic>> service;

    /** Checks the configuration; registers by hand, since a topic that is there is used. */
    @Activate
    public TopicComponent(BundleContext context, TopicConfig config, Map<String, Object> all) {
        if (config.bootstrapServers() == null || config.bootstrapServers().isBlank()) {
            topic = Optional.empty();
            service = Optional.empty();
            return;
        }
        TopicSettings settings = TopicSettings.of(config);
        KafkaSettings kafka = KafkaSettings.of(all);
        KafkaTopic awake = new KafkaTopic(settings, kafka);
        topic = Optional.of(awake);
        service = Optional.of(context.registerService(ReadingTopic.class, awake, null));
        LOG.info("Readings go to Ditto by the topic {} of Kafka at {}", settings.topic(), kafka);
    }

    @Deactivate
    void deactivate() {
        service.ifPresent(ServiceRegistration::unregister);
        topic.ifPresent(KafkaTopic::close);
    }
}
