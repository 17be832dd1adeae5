// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.borough.access.token.Tokens;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.ThingId;

/** {@code GET /things} and everything below one thing, asked for as {@code text/event-stream}. */
final class EventStreams {

    static final String MEDIA_TYPE = "text/event-stream";

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String SEARCH = "search/things";
    private static final String FROM_REVISION = "from-historical-revision";
    private static final String FROM_TIMESTAMP = "from-historical-timestamp";
    private static final String TO_REVISION = "to-historical-revision";
    private static final String TO_TIMESTAMP = "to-historical-timestamp";

    private final FrontDoor door;

    EventStreams(FrontDoor door) {
        this.door = door;
    }

    /** Only things and searches have event streams; everything else answers as ever, whatever it is asked as. */
    static boolean isAskedFor(HttpServletRequest request, PathReader path) {
        String accept = request.getHeader("accept");
        return accept != null
                && request.getMethod().equals("GET")
                && accept.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE)
                && (path.leadsTo("things") || path.leadsTo(SEARCH) && !path.leadsTo(SEARCH + "/count"));
    }

    void open(Call call, HttpServletRequest request, Answer answer) {
        PathReader path = call.path();
        if (path.next().equals("search")) {
            start(new SearchFeed(door, call, request.getHeader(LAST_EVENT_ID)), request.startAsync(), answer);
            return;
        }
        List<ThingId> ids = path.atEnd()
                ? call.query().list("ids").stream().map(ThingId::of).toList()
                : List.of(ThingId.of(path.next()));
        JsonPointer at = path.atEnd() ? JsonPointer.empty() : JsonFactory.newPointer(path.rest());
        ThingView view = new ThingView(at, call.query());
        if (MessageFeed.isAt(at)) {
            start(new MessageFeed(door, call.headers(), ids.get(0), at), request.startAsync(), answer);
        } else if (isOfThePast(call.query())) {
            past(call, ids, at, view, request, answer);
        } else {
            Selection selection = new Selection(call.headers(), call.query(), ids);
            start(new ChangeFeed(door, call.headers(), selection, view), request.startAsync(), answer);
        }
    }

    private void start(EventStream.Feed feed, AsyncContext context, Answer answer) {
        Optional<Instant> ends =
                Optional.ofNullable((Instant) context.getRequest().getAttribute(Tokens.EXPIRES));
        answer.stream(MEDIA_TYPE);
        new EventStream(door, feed).start(context, answer.raw(), ends);
    }

    private static boolean isOfThePast(Query query) {
        return query.get(FROM_REVISION).isPresent() || query.get(FROM_TIMESTAMP).isPresent();
    }

    /** Whoever may not read the thing is told so before the stream opens. */
    private void past(
            Call call, List<ThingId> ids, JsonPointer at, ThingView view, HttpServletRequest request, Answer answer) {
        Selection selection = new Selection(call.headers(), call.query().without("extraFields"), ids);
        SubscribeForPersistedEvents wanted = wanted(call, ids, at);
        AsyncContext context = request.startAsync();
        door.engine().persisted(wanted).whenComplete((source, failure) -> {
            if (failure == null) {
                start(new PastFeed(source, selection, view), context, answer);
            } else {
                answer.failure(Failures.toDitto(failure));
                context.complete();
            }
        });
    }

    private static SubscribeForPersistedEvents wanted(Call call, List<ThingId> ids, JsonPointer at) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("the past is told of one thing only, name it in the path");
        }
        Query query = call.query();
        return SubscribeForPersistedEvents.of(
                ids.get(0),
                at,
                number(query, FROM_REVISION).orElse(0L),
                number(query, TO_REVISION).orElse(Long.MAX_VALUE),
                instant(query, FROM_TIMESTAMP).orElse(null),
                instant(query, TO_TIMESTAMP).orElse(null),
                null,
                call.headers());
    }

    private static Optional<Long> number(Query query, String name) {
        return query.get(name).map(text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException unreadable) {
                throw new IllegalArgumentException("'" + name + "' is '" + text + "' but must be a whole number");
            }
        });
    }

    private static Optional<Instant> instant(Query query, String name) {
        return query.get(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeException unreadable) {
                throw new IllegalArgumentException(
                        "'" + name + "' is '" + text + "' but must be a time like 2026-01-31T12:00:00Z");
            }
        });
    }
}
