// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.borough.thing.Subscription;
import org.borough.twin.view.SerialQueue;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the subjects concerned what policies announce, and gathers the acknowledgements that an announcement wants. */
final class Announcements {

    /** What became of the acknowledgements that an announcement requested. */
    enum Heard {
        /** Each was given, or none was requested. */
        FULLY,
        /** One did not come, or said that trying again may help. */
        NOT_YET,
        /** One said that there is no use in trying again. */
        REFUSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final Supplier<SerialQueue> queues;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();

    Announcements(Supplier<SerialQueue> queues) {
        this.queues = queues;
    }

    Subscription follow(AuthorizationContext context, Consumer<PolicyAnnouncement<?>> consumer) {
        Reader reader = new Reader(Set.copyOf(context.getAuthorizationSubjectIds()), consumer, queues.get());
        reader.queue.start();
        readers.add(reader);
        return () -> {
            readers.remove(reader);
            reader.queue.close();
        };
    }

    /** Completes when the acknowledgements that its headers request are there, or the patience is at its end. */
    CompletionStage<Heard> tell(SubjectDeletionAnnouncement announcement, long patienceMillis) {
        Set<String> subjects =
                announcement.getSubjectIds().stream().map(SubjectId::toString).collect(Collectors.toSet());
        Awaited answers = new Awaited(subjects, labels(announcement.getDittoHeaders()));
        if (!answers.missing.isEmpty()) {
            String id = announcement.getDittoHeaders().getCorrelationId().orElseThrow();
            awaited.put(id, answers);
            answers.heard
                    .completeOnTimeout(Heard.NOT_YET, patienceMillis, TimeUnit.MILLISECONDS)
                    .whenComplete((heard, failure) -> awaited.remove(id));
        }
        readers.stream().filter(reader -> reader.isAmong(subjects)).forEach(reader -> reader.hear(announcement));
        return answers.heard;
    }

    void acknowledge(Acknowledgement acknowledgement) {
        DittoHeaders headers = acknowledgement.getDittoHeaders();
        Awaited answers = headers.getCorrelationId().map(awaited::get).orElse(null);
        if (answers != null && answers.mayComeFrom(headers.getAuthorizationContext())) {
            answers.take(acknowledgement);
        }
    }

    private static Set<AcknowledgementLabel> labels(DittoHeaders headers) {
        return headers.getAcknowledgementRequests().stream()
                .map(AcknowledgementRequest::getLabel)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private record Reader(Set<String> subjects, Consumer<PolicyAnnouncement<?>> consumer, SerialQueue queue) {

        boolean isAmong(Set<String> concerned) {
            return concerned.stream().anyMatch(subjects::contains);
        }

        void hear(PolicyAnnouncement<?> announcement) {
            if (!queue.offer(() -> deliver(announcement))) {
                LOG.warn(
                        "A reader of announcements is too slow and loses one of policy {}", announcement.getEntityId());
            }
        }

        // A reader's trouble is its own and disturbs nobody else.
        @SuppressWarnings("checkstyle:IllegalCatch")
        private void deliver(PolicyAnnouncement<?> announcement) {
            try {
                consumer.accept(announcement);
            } catch (RuntimeException e) {
                LOG.warn("A reader of announcements fails", e);
            }
        }
    }

    private static final class Awaited {

        final CompletableFuture<Heard> heard = new CompletableFuture<>();
        final Set<AcknowledgementLabel> missing;
        private final Set<String> subjects;

        Awaited(Set<String> subjects, Set<AcknowledgementLabel> missing) {
            this.subjects = subjects;
            this.missing = missing;
            if (missing.isEmpty()) {
                heard.complete(Heard.FULLY);
            }
        }

        boolean mayComeFrom(AuthorizationContext context) {
            return context.getAuthorizationSubjects().stream()
                    .map(AuthorizationSubject::getId)
                    .anyMatch(subjects::contains);
        }

        synchronized void take(Acknowledgement given) {
            int status = given.getHttpStatus().getCode();
            if (!missing.contains(given.getLabel())) {
                return;
            }
            if (status < CLIENT_ERRORS) {
                missing.remove(given.getLabel());
                if (missing.isEmpty()) {
                    heard.complete(Heard.FULLY);
                }
            } else {
                boolean worthwhile = status >= SERVER_ERRORS || status == REQUEST_TIMEOUT;
                heard.complete(worthwhile ? Heard.NOT_YET : Heard.REFUSED);
            }
        }
    }
}
