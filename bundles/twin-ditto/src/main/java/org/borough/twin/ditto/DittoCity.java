// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.borough.thing.Status;
import org.borough.twin.Commands;
import org.borough.twin.Twins;
import org.borough.twin.ditto.topic.ReadingTopic;

/** All that it takes to have a city's twins in a Ditto, put together. */
final class DittoCity implements AutoCloseable {

    private final Settings settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads("timer"));
    private final ExecutorService callers = Executors.newFixedThreadPool(2, threads("answers"));
    private final Mirror mirror;
    private final Feed feed;
    private final Writer writer;
    private final Link events;
    private final Link writes;
    private final DittoTwins twins;
    private final Optional<TopicDesk> desk;
    private final Optional<TopicWriter> readings;

    DittoCity(Settings settings, Supplier<Optional<Commands>> router) {
        this.settings = settings;
        DittoHttp ditto = new DittoHttp(settings);
        mirror = new Mirror(settings);
        Optional<MessageDesk> messages = settings.messages() ? Optional.of(new MessageDesk(router)) : Optional.empty();
        Ahead ahead = new Ahead();
        feed = new Feed(settings, ditto, mirror, ahead, messages, timer);
        writer = new Writer(settings, mirror, feed, timer, callers);
        events = new Link("events", ditto, timer, settings.maxReconnect(), feed);
        writes = new Link("writes", ditto, timer, settings.maxReconnect(), writer);
        desk = settings.readingsByKafka() ? Optional.of(new TopicDesk()) : Optional.empty();
        readings = desk.map(topics -> new TopicWriter(settings, mirror, feed, ahead, topics::topic));
        OwnRights rights = new OwnRights(feed::ownSubjects);
        Provisioner provisioner = new Provisioner(ditto, feed, mirror, rights);
        twins = new DittoTwins(mirror, writer, readings, provisioner, rights, settings.writePatience());
        events.start();
        writes.start();
        writer.start();
        readings.ifPresent(this::start);
        long compare = settings.compare().toSeconds();
        timer.scheduleWithFixedDelay(feed::compare, compare, compare, TimeUnit.SECONDS);
    }

    private void start(TopicWriter topics) {
        topics.start();
        timer.scheduleWithFixedDelay(topics::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /** Readings go there from now on, when they are to go by Kafka at all. */
    void bind(ReadingTopic topic) {
        desk.ifPresent(topics -> topics.bind(topic));
    }

    void unbind(ReadingTopic topic) {
        desk.ifPresent(topics -> topics.unbind(topic));
    }

    Twins twins() {
        return twins;
    }

    Status status() {
        Optional<String> trouble = events.trouble().or(writes::trouble);
        if (trouble.isPresent()) {
            return Status.failed(
                    "no connection to Ditto at %s: %s; %s".formatted(settings.base(), trouble.get(), waiting()));
        }
        Optional<Status> topic = desk.flatMap(TopicDesk::trouble);
        if (topic.isPresent()) {
            return topic.get();
        }
        if (feed.trouble().isPresent()) {
            return Status.degraded(feed.trouble().get());
        }
        if (mirror.behind() > 0) {
            return Status.degraded(mirror.behind() + " listeners are too slow and are shown anew what they miss");
        }
        return Status.ok(
                "mirrors %d things of the Ditto at %s, %s".formatted(mirror.size(), settings.base(), waiting()));
    }

    private String waiting() {
        return writer.waiting() + " writes wait"
                + readings.map(topics -> ", " + topics.waiting() + " readings wait for Kafka")
                        .orElse("");
    }

    @Override
    public void close() {
        readings.ifPresent(TopicWriter::close);
        desk.ifPresent(TopicDesk::close);
        events.close();
        writes.close();
        timer.shutdownNow();
        mirror.close();
        callers.shutdown();
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "borough-ditto-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
