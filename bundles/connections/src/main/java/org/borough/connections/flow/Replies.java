// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borough.connections.mapping.Mapper;
import org.eclipse.ditto.base.model.common.ResponseType;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.ReplyTarget;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.policies.model.PolicyException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyErrorResponse;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingErrorResponse;

/** Sends the answers to what came by one source. */
final class Replies {

    private final Source source;
    private final List<Mapper> mappers;
    private final Outbound outbound;
    private final Diversion diversion;
    private final DittoProtocolAdapter adapter = DittoProtocolAdapter.newInstance();

    Replies(Source source, List<Mapper> mappers, Outbound outbound, Diversion diversion) {
        this.source = source;
        this.mappers = mappers;
        this.outbound = outbound;
        this.diversion = diversion;
    }

    /** Answers with a response, if such answers are wanted. The command's headers are known to the reply's address. */
    void response(CommandResponse<?> response, DittoHeaders command) {
        if (diversion.takes(response.setDittoHeaders(named(response.getDittoHeaders(), command)), command)) {
            return;
        }
        Optional<ReplyTarget> target = source.getReplyTarget().filter(reply -> source.isReplyTargetEnabled());
        ResponseType type = response.getResponseType();
        if (target.isEmpty() || !target.get().getExpectedResponseTypes().contains(type)) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>(command);
        headers.putAll(response.getDittoHeaders());
        outbound.offer(new Outbound.Item(
                way(target.get()),
                adapter.toAdaptable(response.setDittoHeaders(named(response.getDittoHeaders(), command))),
                Optional.empty(),
                headers));
    }

    /** Whether anybody hears what is answered. */
    boolean areHeard() {
        return source.isReplyTargetEnabled() && source.getReplyTarget().isPresent();
    }

    /** Sends a piece of a stream. Its headers are those of the command that asked for it. */
    void piece(Signal<?> signal, Runnable taken) {
        source.getReplyTarget()
                .ifPresent(target -> outbound.offer(new Outbound.Item(
                        way(target), adapter.toAdaptable(signal), Optional.empty(), signal.getDittoHeaders(), taken)));
    }

    private Outbound.Way way(ReplyTarget target) {
        return new Outbound.Way(
                LogCategory.RESPONSE,
                target.getAddress(),
                target.getHeaderMapping().getMapping(),
                source.getQos(),
                mappers,
                Optional.empty());
    }

    private static DittoHeaders named(DittoHeaders response, DittoHeaders command) {
        return response.getCorrelationId().isPresent()
                ? response
                : response.toBuilder()
                        .correlationId(command.getCorrelationId().orElse(null))
                        .build();
    }

    /**
     * Answers with an error.
     *
     * @param topic of the command, if it was understood so far
     */
    void error(DittoRuntimeException failure, Optional<TopicPath> topic, DittoHeaders command) {
        DittoHeaders headers = failure.getDittoHeaders().toBuilder()
                .correlationId(command.getCorrelationId().orElse(null))
                .build();
        boolean policy =
                topic.map(path -> path.isGroup(TopicPath.Group.POLICIES)).orElse(failure instanceof PolicyException);
        Optional<TopicPath> one = topic.filter(path -> !path.getEntityName().equals(TopicPath.ID_PLACEHOLDER));
        response(policy ? ofPolicy(failure, one, headers) : ofThing(failure, one, headers), command);
    }

    private static CommandResponse<?> ofPolicy(
            DittoRuntimeException failure, Optional<TopicPath> topic, DittoHeaders headers) {
        return topic.map(path -> PolicyId.of(path.getNamespace(), path.getEntityName()))
                .map(id -> PolicyErrorResponse.of(id, failure, headers))
                .orElseGet(() -> PolicyErrorResponse.of(failure, headers));
    }

    private static CommandResponse<?> ofThing(
            DittoRuntimeException failure, Optional<TopicPath> topic, DittoHeaders headers) {
        return topic.filter(path -> path.isGroup(TopicPath.Group.THINGS))
                .map(path -> ThingId.of(path.getNamespace(), path.getEntityName()))
                .map(id -> ThingErrorResponse.of(id, failure, headers))
                .orElseGet(() -> ThingErrorResponse.of(failure, headers));
    }
}
