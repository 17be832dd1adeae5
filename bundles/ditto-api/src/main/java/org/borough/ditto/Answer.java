// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.borough.ditto.wot.ModelRequests;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.WithOptionalEntity;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.ErrorResponse;
import org.eclipse.ditto.base.model.signals.commands.WithEntity;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.thingsearch.model.signals.commands.query.QueryThingsResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the engine said as an HTTP answer. Its body is buffered whole, so that writing never blocks. */
final class Answer {

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    private static final String JSON = "application/json";
    private static final int USUAL_BUFFER = 8_192;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final HeaderRules rules;
    private final String correlationId;

    Answer(HttpServletRequest request, HttpServletResponse response, HeaderRules rules, String correlationId) {
        this.request = request;
        this.response = response;
        this.rules = rules;
        this.correlationId = correlationId;
    }

    String correlationId() {
        return correlationId;
    }

    HttpServletResponse raw() {
        return response;
    }

    /** Says that the connection ends with this answer, since what the caller still sends is not read. */
    void hangUp() {
        response.setHeader("Connection", "close");
    }

    void response(CommandResponse<?> said) {
        if (said instanceof ErrorResponse<?> error) {
            failure(error.getDittoRuntimeException());
            return;
        }
        status(said.getHttpStatus(), said.getDittoHeaders());
        if (said instanceof MessageCommandResponse<?, ?> answered) {
            message(answered);
            return;
        }
        if (said.getHttpStatus().equals(HttpStatus.CREATED)) {
            location(said);
        }
        if (!said.getHttpStatus().equals(HttpStatus.NO_CONTENT)) {
            entity(said instanceof Acknowledgements several ? located(several) : said)
                    .ifPresent(
                            text -> body(text.getBytes(StandardCharsets.UTF_8), ModelRequests.mediaType(said, JSON)));
        }
    }

    /** What a device answered, as it said it. */
    private void message(MessageCommandResponse<?, ?> said) {
        byte[] payload = Payloads.of(said.getMessage());
        if (payload.length > 0 && !said.getHttpStatus().equals(HttpStatus.NO_CONTENT)) {
            body(payload, said.getMessage().getContentType().orElse(Messenger.UNKNOWN_TYPE));
        }
    }

    /** Answers the items of a search result without what surrounds them. */
    void items(CommandResponse<?> said) {
        if (said instanceof QueryThingsResponse found) {
            status(HttpStatus.OK, said.getDittoHeaders());
            body(found.getSearchResult().getItems().toString());
        } else {
            response(said);
        }
    }

    void failure(DittoRuntimeException failure) {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        status(failure.getHttpStatus(), failure.getDittoHeaders());
        if (failure.getHttpStatus().equals(HttpStatus.UNAUTHORIZED)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Borough\", charset=\"UTF-8\"");
        }
        if (!failure.getHttpStatus().equals(HttpStatus.NOT_MODIFIED)) {
            body(failure.toJsonString());
        }
    }

    void json(String body, DittoHeaders headers) {
        status(HttpStatus.OK, headers);
        body(body);
    }

    void document(Document document, DittoHeaders headers) {
        status(HttpStatus.OK, headers);
        document.headers().forEach(response::setHeader);
        body(document.body(), document.contentType());
    }

    /** The head of an answer whose body has no end. */
    void stream(String mediaType) {
        status(HttpStatus.OK, DittoHeaders.empty());
        response.setContentType(mediaType);
        response.setHeader("Cache-Control", "no-cache");
    }

    void accepted() {
        status(HttpStatus.ACCEPTED, DittoHeaders.empty());
    }

    private static Optional<String> entity(CommandResponse<?> said) {
        if (said instanceof WithEntity<?> with) {
            return Optional.of(with.getEntityPlainString()
                    .orElseGet(() -> with.getEntity(JsonSchemaVersion.V_2).toString()));
        }
        if (said instanceof WithOptionalEntity<?> with) {
            return with.getEntity(JsonSchemaVersion.V_2).map(Object::toString);
        }
        return Optional.empty();
    }

    private void status(HttpStatus status, DittoHeaders headers) {
        response.setStatus(status.getCode());
        rules.show(headers, response::setHeader);
        if (!correlationId.isEmpty()) {
            response.setHeader(HeaderRules.CORRELATION_ID, correlationId);
        }
    }

    /** A PUT created what it named; a POST created something whose id it learns here. */
    private void location(CommandResponse<?> said) {
        if (said instanceof WithEntityId with) {
            response.setHeader("Location", locationOf(with));
        }
    }

    private String locationOf(WithEntityId created) {
        String url = request.getRequestURL().toString();
        String base = url.endsWith("/") ? url : url + "/";
        return request.getMethod().equals("POST") ? base + created.getEntityId() : url;
    }

    /** What was persisted says where, as a response would. */
    private Acknowledgements located(Acknowledgements several) {
        List<Acknowledgement> located = several.stream()
                .map(each -> each.getLabel().equals(DittoAcknowledgementLabel.TWIN_PERSISTED)
                                && each.getHttpStatus().equals(HttpStatus.CREATED)
                        ? each.setDittoHeaders(each.getDittoHeaders().toBuilder()
                                .putHeader("location", locationOf(each))
                                .build())
                        : each)
                .toList();
        return Acknowledgements.of(located, several.getDittoHeaders());
    }

    private void body(String text) {
        body(text.getBytes(StandardCharsets.UTF_8), JSON);
    }

    private void body(byte[] bytes, String contentType) {
        if (bytes.length >= USUAL_BUFFER) {
            response.setBufferSize(bytes.length + 1);
        }
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IOException gone) {
            LOG.debug("The caller of {} has gone before it was answered: {}", correlationId, gone.getMessage());
        }
    }
}
