// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.borough.connections.mapping.Mapper;
import org.borough.connections.mapping.Templates;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.External;
import org.borough.connections.transport.Incoming;
import org.borough.connections.transport.Incoming.Fate;
import org.borough.ditto.signals.PolicySignals;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotDeclaredException;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.FilteredAcknowledgementRequest;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoHeadersTooLargeException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionSignalIdEnforcementFailedException;
import org.eclipse.ditto.connectivity.model.Enforcement;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/** Takes the messages of one source: authorizes, maps, checks and sends them on as signals, and answers them. */
final class Inbound {

    /** As much as the HTTP door takes unless it is set otherwise. */
    private static final int MOST_HEADER_BYTES = 5_120;

    private final Connection connection;
    private final Source source;
    private final List<Mapper> mappers;
    private final Voice voice;
    private final Monitor monitor;
    private final Replies replies;
    private final Set<AcknowledgementLabel> declared;
    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.newInstance();

    Inbound(Connection connection, Source source, List<Mapper> mappers, Voice voice, Monitor monitor, Replies replies) {
        this.connection = connection;
        this.source = source;
        this.mappers = mappers;
        this.voice = voice;
        this.monitor = monitor;
        this.replies = replies;
        ExpressionResolver resolver = Placeholders.ofConnection(connection.getId());
        declared = source.getDeclaredAcknowledgementLabels().stream()
                .map(label -> AcknowledgementLabel.of(PlaceholderFilter.apply(label.toString(), resolver)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One message on its way in. */
    private record Taken(Incoming incoming, AuthorizationContext who, Optional<String> identity) {

        External message() {
            return incoming.message();
        }
    }

    /** Takes a message and says when, and how, it is done with. */
    CompletionStage<Fate> take(Incoming incoming) {
        note(incoming, LogType.CONSUMED, Optional.empty(), "The message was received.");
        List<CompletionStage<Fate>> fates = new ArrayList<>();
        try {
            Taken taken = authorize(incoming);
            int meant = 0;
            for (Mapper mapper : mappers) {
                List<Adaptable> adaptables = map(mapper, taken);
                meant += adaptables.size();
                adaptables.forEach(adaptable -> fates.add(deliver(taken, adaptable)));
            }
            if (meant == 0) {
                note(incoming, LogType.DROPPED, Optional.empty(), "The payload mapping made nothing of the message.");
            }
        } catch (DittoRuntimeException e) {
            replies.error(e, Optional.empty(), headersOf(incoming));
        }
        return fates.stream()
                .reduce((one, other) -> one.thenCombine(other, Inbound::worse))
                .orElse(CompletableFuture.completedFuture(Fate.DONE));
    }

    private static Fate worse(Fate one, Fate other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static DittoHeaders headersOf(Incoming incoming) {
        return DittoHeaders.newBuilder(incoming.message().headers()).build();
    }

    private Taken authorize(Incoming incoming) {
        Map<String, String> headers = incoming.message().headers();
        try {
            AuthorizationContext who =
                    PlaceholderFilter.applyHeadersPlaceholderToAuthContext(source.getAuthorizationContext(), headers);
            Optional<String> identity = source.getEnforcement()
                    .map(Enforcement::getInput)
                    .map(input -> PlaceholderFilter.apply(input, Placeholders.ofRaw(headers, incoming.address())));
            return new Taken(incoming, who, identity);
        } catch (DittoRuntimeException e) {
            note(incoming, LogType.CONSUMED, Optional.of(Words.of(e)), "");
            throw e;
        }
    }

    // The edge to strangers' messages and scripts: whatever is wrong with one, its sender is told and it is done with.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private List<Adaptable> map(Mapper mapper, Taken taken) {
        try {
            List<Adaptable> adaptables = mapper.in(taken.message(), taken.who());
            adaptables.forEach(
                    each -> note(taken.incoming(), LogType.MAPPED, Optional.empty(), "The message was mapped."));
            return adaptables;
        } catch (RuntimeException e) {
            note(taken.incoming(), LogType.MAPPED, Optional.of(Words.of(e)), "");
            replies.error(ditto(e, taken), Optional.empty(), headersOf(taken.incoming()));
            return List.of();
        }
    }

    private static DittoRuntimeException ditto(RuntimeException failure, Taken taken) {
        return DittoRuntimeException.asDittoRuntimeException(failure, cause -> MessageMappingFailedException.newBuilder(
                        taken.message().contentType().orElse(""))
                .description("The message cannot be understood: " + Words.of(cause))
                .cause(cause)
                .build());
    }

    // The edge to strangers' messages, as above.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private CompletionStage<Fate> deliver(Taken taken, Adaptable adaptable) {
        DittoHeaders known = adaptable.getDittoHeaders();
        try {
            Adaptable complete = withHeaders(taken, adaptable);
            known = complete.getDittoHeaders();
            enforce(taken, complete);
            Signal<?> signal = signal(taken, complete);
            boolean streamed = replies.areHeard() && voice.streams().take(signal, source.getIndex());
            return streamed ? CompletableFuture.completedFuture(Fate.DONE) : send(taken, signal);
        } catch (DittoRuntimeException e) {
            note(taken.incoming(), LogType.ENFORCED, Optional.of(Words.of(e)), "");
            replies.error(e, about(adaptable), known);
        } catch (RuntimeException e) {
            note(taken.incoming(), LogType.MAPPED, Optional.of(Words.of(e)), "");
            replies.error(ditto(e, taken), about(adaptable), known);
        }
        return CompletableFuture.completedFuture(Fate.DONE);
    }

    private Adaptable withHeaders(Taken taken, Adaptable adaptable) {
        ExpressionResolver resolver =
                Placeholders.ofMessage(taken.message().headers(), adaptable, taken.who(), connection.getId());
        Map<String, String> mapped = Templates.fill(source.getHeaderMapping().getMapping(), resolver);
        // What the message itself says goes before what is mapped, as in Ditto.
        Map<String, String> headers = lower(mapped);
        headers.putAll(adaptable.getDittoHeaders());
        return adaptable.setDittoHeaders(DittoHeaders.newBuilder(headers).build());
    }

    private static Map<String, String> lower(Map<String, String> headers) {
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (!name.startsWith("ditto-") || name.startsWith("ditto-message-")) {
                lower.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return lower;
    }

    private void enforce(Taken taken, Adaptable adaptable) {
        if (taken.identity().isEmpty()) {
            note(taken.incoming(), LogType.ENFORCED, Optional.empty(), "The sender may speak for any id.");
            return;
        }
        String identity = taken.identity().get();
        ExpressionResolver resolver = Placeholders.ofSubjectOnly(adaptable);
        boolean met = source.getEnforcement().orElseThrow().getFilters().stream()
                .anyMatch(filter -> PlaceholderFilter.applyOrElseDelete(filter, resolver)
                        .filter(identity::equals)
                        .isPresent());
        if (!met) {
            throw ConnectionSignalIdEnforcementFailedException.newBuilder(identity)
                    .build();
        }
        note(taken.incoming(), LogType.ENFORCED, Optional.empty(), "The sender may speak for this id.");
    }

    private Signal<?> signal(Taken taken, Adaptable adaptable) {
        Signal<?> signal = PolicySignals.whole(adapter.fromAdaptable(adaptable), adaptable);
        if (signal instanceof Acknowledgement ack && !declared.contains(ack.getLabel())) {
            throw AcknowledgementLabelNotDeclaredException.of(ack.getLabel(), ack.getDittoHeaders());
        }
        Map<String, String> headers = new LinkedHashMap<>(signal.getDittoHeaders());
        checkSize(headers);
        headers.computeIfAbsent("correlation-id", name -> UUID.randomUUID().toString());
        DittoHeaders complete = DittoHeaders.newBuilder(headers)
                .authorizationContext(taken.who())
                .origin(connection.getId())
                .build();
        return signal.setDittoHeaders(source.getAcknowledgementRequests()
                .map(requests -> requested(complete, taken, adaptable, requests))
                .orElse(complete));
    }

    private static void checkSize(Map<String, String> headers) {
        long size = headers.entrySet().stream()
                .mapToLong(header ->
                        header.getKey().length() + (long) header.getValue().length())
                .sum();
        if (size > MOST_HEADER_BYTES) {
            throw DittoHeadersTooLargeException.newSizeLimitBuilder(MOST_HEADER_BYTES)
                    .build();
        }
    }

    private DittoHeaders requested(
            DittoHeaders headers, Taken taken, Adaptable adaptable, FilteredAcknowledgementRequest requests) {
        Map<String, String> outer = new LinkedHashMap<>(taken.message().headers());
        outer.putAll(headers);
        ExpressionResolver resolver = Placeholders.ofMessage(outer, adaptable, taken.who(), connection.getId());
        boolean wanted = requests.getFilter()
                .map(filter -> Templates.isMet(filter, resolver))
                .orElse(true);
        Set<AcknowledgementRequest> all = new LinkedHashSet<>(headers.getAcknowledgementRequests());
        if (wanted) {
            all.addAll(requests.getIncludes());
        } else {
            all.clear();
        }
        boolean given = headers.containsKey("requested-acks") || !all.isEmpty() || !wanted;
        return given ? headers.toBuilder().acknowledgementRequests(all).build() : headers;
    }

    private CompletionStage<Fate> send(Taken taken, Signal<?> signal) {
        DittoHeaders headers = signal.getDittoHeaders();
        boolean answered = headers.isResponseRequired();
        // A command that nobody wants answered is carried out as one that is: the sender's own acknowledgement waits
        // for it.
        Signal<?> sent = isTwinCommand(signal) && !answered
                ? signal.setDittoHeaders(
                        headers.toBuilder().responseRequired(true).build())
                : signal;
        return voice.send(sent).handle((response, failure) -> {
            if (failure != null) {
                return failed(taken, signal, failure, answered);
            }
            response.ifPresent(given -> {
                note(taken.incoming(), LogType.ACKNOWLEDGED, Optional.empty(), "The signal was answered.");
                if (answered) {
                    replies.response(given, headers);
                }
            });
            return response.map(Inbound::fate).orElse(Fate.DONE);
        });
    }

    private static boolean isTwinCommand(Signal<?> signal) {
        return Command.isThingCommand(signal) && !Signal.isChannelLive(signal);
    }

    private Fate failed(Taken taken, Signal<?> signal, Throwable failure, boolean answered) {
        Throwable cause = Words.cause(failure);
        note(taken.incoming(), LogType.ACKNOWLEDGED, Optional.of(Words.of(cause)), "");
        if (cause instanceof DittoRuntimeException ditto) {
            if (answered) {
                replies.error(ditto, about(adapter.toAdaptable(signal)), signal.getDittoHeaders());
            }
            return fate(ditto.getHttpStatus().getCode());
        }
        return Fate.AGAIN;
    }

    private static Fate fate(CommandResponse<?> response) {
        if (response instanceof Acknowledgements acks) {
            return acks.getSuccessfulAcknowledgements().size() == acks.getSize()
                    ? Fate.DONE
                    : fate(acks.getFailedAcknowledgements().stream()
                            .mapToInt(ack -> ack.getHttpStatus().getCode())
                            .max()
                            .orElse(200));
        }
        return fate(response.getHttpStatus().getCode());
    }

    private static Fate fate(int status) {
        if (status >= 500) {
            return Fate.AGAIN;
        }
        return status == 408 || status == 424 ? Fate.AGAIN_IF_ASKED : Fate.DONE;
    }

    private static Optional<TopicPath> about(Adaptable adaptable) {
        return Optional.of(adaptable.getTopicPath());
    }

    private void note(Incoming incoming, LogType type, Optional<String> failure, String words) {
        String correlation = incoming.message().headers().getOrDefault("correlation-id", "n/a");
        monitor.note(
                new Step(LogCategory.SOURCE, type, incoming.subscribed(), correlation, Optional.empty(), words),
                failure);
    }
}
