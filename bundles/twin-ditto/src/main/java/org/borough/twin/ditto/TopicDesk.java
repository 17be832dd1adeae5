// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.time.Clock;
import java.util.Optional;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.twin.ditto.topic.ReadingTopic;

/** The topic that readings go to, while there is one, and what came back from it. */
final class TopicDesk implements AutoCloseable {

    private final Refusals refusals = new Refusals(Clock.systemUTC());
    private volatile ReadingTopic topic;
    private Subscription answers = () -> {};

    Optional<ReadingTopic> topic() {
        return Optional.ofNullable(topic);
    }

    synchronized void bind(ReadingTopic offered) {
        answers.close();
        topic = offered;
        answers = offered.answers(refusals::take);
    }

    synchronized void unbind(ReadingTopic gone) {
        if (topic == gone) {
            close();
        }
    }

    /** What keeps readings from getting to Ditto; nothing when nothing does. */
    Optional<Status> trouble() {
        ReadingTopic present = topic;
        if (present == null) {
            return Optional.of(Status.failed(
                    "readings are to go by Kafka, but borough-twin-ditto-kafka is not there or has no brokers"));
        }
        Status status = present.status();
        return status.level() == Status.Level.OK ? refusals.recent().map(Status::degraded) : Optional.of(status);
    }

    @Override
    public synchronized void close() {
        answers.close();
        answers = () -> {};
        topic = null;
    }
}
