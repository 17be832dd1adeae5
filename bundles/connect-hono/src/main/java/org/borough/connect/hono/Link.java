// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.borough.connect.CommandTarget;
import org.borough.connect.Downlinks;
import org.borough.connect.Message;
import org.borough.connect.RegistryChange;
import org.borough.connect.Uplinks;
import org.borough.hono.HonoHeaders;
import org.borough.hono.HonoTopics;
import org.borough.hono.HonoTopics.Kind;
import org.borough.hono.KafkaClients;
import org.borough.thing.Status;
import org.borough.thing.Subscription;

/** All that runs between Kafka and the router. Opening it waits for nothing. */
final class Link {

    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final HonoSettings settings;
    private final Downlinks downlinks;
    private final SeenDevices devices;
    private final Counters counters = new Counters();
    private final CommandSink sink;
    private final ConsumerLoop uplinkLoop;
    private final ConsumerLoop answerLoop;
    private final BrokerWatch watch;
    private final Map<String, Subscription> ways = new HashMap<>();
    private boolean closed;

    Link(
            HonoSettings settings,
            Uplinks uplinks,
            Downlinks downlinks,
            SeenDevices devices,
            Consumer<RegistryChange> changes,
            Clock clock) {
        this.settings = settings;
        this.downlinks = downlinks;
        this.devices = devices;
        KafkaClients clients = new KafkaClients(settings.kafka(), settings.group() + "-" + settings.node());
        sink = new CommandSink(
                settings.node(),
                settings.commandTimeout(),
                () -> clients.producer("commands", producer(settings)),
                counters);
        uplinkLoop = new ConsumerLoop(
                "uplinks",
                () -> clients.consumer("uplinks", settings.group(), consumer(settings, "earliest")),
                settings.tenants().pattern(Kind.TELEMETRY, Kind.EVENT),
                new UplinkTaker(uplinks, this::saw, counters, clock),
                settings.maxUnderWay(),
                counters);
        answerLoop = new ConsumerLoop(
                "answers",
                // A new topic is found a little after its first record was written: some minutes are looked back.
                () -> clients.consumer(
                        "answers", settings.group() + "-" + settings.node(), consumer(settings, "by_duration:PT10M")),
                settings.tenants().pattern(Kind.COMMAND_RESPONSE) + "|" + HonoTopics.TENANT_NOTIFICATIONS + "|"
                        + HonoTopics.DEVICE_NOTIFICATIONS,
                new AnswerTaker(downlinks, sink, change -> changed(change, changes), counters),
                settings.maxUnderWay(),
                counters);
        watch = new BrokerWatch(
                settings.kafka().servers(),
                () -> clients.admin("watch", BrokerWatch.patience()),
                settings.topicRefresh(),
                this::found,
                this::renew);
    }

    private static Map<String, Object> producer(HonoSettings settings) {
        long millis = settings.commandTimeout().toMillis();
        return Map.of(
                "max.block.ms",
                millis,
                "delivery.timeout.ms",
                Math.toIntExact(millis),
                "request.timeout.ms",
                Math.toIntExact(millis),
                "linger.ms",
                0);
    }

    private static Map<String, Object> consumer(HonoSettings settings, String start) {
        int session = Math.toIntExact(settings.sessionTimeout().toMillis());
        return Map.of(
                "auto.offset.reset",
                start,
                "max.poll.records",
                settings.pollMaxRecords(),
                "metadata.max.age.ms",
                settings.topicRefresh().toMillis(),
                "session.timeout.ms",
                session,
                "heartbeat.interval.ms",
                session / 3,
                "fetch.max.bytes",
                FETCH_BYTES,
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    }

    void open() {
        settings.tenants().names().forEach(this::openWay);
        watch.start();
        answerLoop.start();
        uplinkLoop.start();
    }

    /** All clients begin once more with the configured addresses of the brokers. */
    void renew() {
        uplinkLoop.renew();
        answerLoop.renew();
        sink.renew();
    }

    private synchronized void openWay(String tenant) {
        if (!closed) {
            ways.computeIfAbsent(tenant, name -> downlinks.open(CommandTarget.ofTenant(name), sink));
        }
    }

    private void found(Set<String> tenants) {
        devices.found(tenants);
        if (settings.tenants().areAll()) {
            tenants.forEach(this::openWay);
        }
    }

    private void changed(RegistryChange change, Consumer<RegistryChange> changes) {
        if (settings.tenants().contain(change.device().tenant())) {
            devices.changed(change);
            changes.accept(change);
        }
    }

    private void saw(Message message) {
        devices.saw(message);
        boolean listens = message.property(HonoHeaders.TTD)
                .filter(ttd -> !ttd.equals("0"))
                .isPresent();
        if (listens && sink.wasMissed(message.device())) {
            // It can be reached just now: what waits for it is due.
            downlinks.open(CommandTarget.own(message.device()), sink).close();
        }
    }

    Status status() {
        Status broker = watch.status();
        LoopState uplinks = uplinkLoop.state();
        LoopState answers = answerLoop.state();
        if (broker.level() == Status.Level.FAILED) {
            return broker;
        }
        String words = words(uplinks);
        if (uplinks.trouble().isPresent()) {
            return Status.degraded("uplinks wait: " + uplinks.trouble().get() + "; " + words);
        }
        if (answers.trouble().isPresent()) {
            return Status.degraded(
                    "answers to commands wait: " + answers.trouble().get() + "; " + words);
        }
        if (uplinks.totalLag() >= settings.lagDegraded()) {
            return Status.degraded("more comes than can be taken; " + words);
        }
        return new Status(broker.level(), broker.reason() + "; " + words);
    }

    private String words(LoopState uplinks) {
        return uplinks.partitions() + " partitions, unread " + new TreeMap<>(uplinks.lag()) + "; " + counters;
    }

    void close() {
        closeWays();
        uplinkLoop.close();
        answerLoop.close();
        sink.close();
        watch.close();
    }

    private synchronized void closeWays() {
        closed = true;
        ways.values().forEach(Subscription::close);
        ways.clear();
    }

    /** Stops as a killed process would; for tests. */
    void vanish() {
        closeWays();
        uplinkLoop.vanish();
        answerLoop.vanish();
        watch.close();
        sink.close();
    }
}
