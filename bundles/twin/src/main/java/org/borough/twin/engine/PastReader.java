// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.borough.engine.PersistedEvents;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.base.model.signals.events.EventsourcedEvent;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;

/** Reads one entity's journal page by page. */
final class PastReader implements PersistedEvents {

    /** Where most of what is read is not wanted, a page ends early, so that other readers get their turn. */
    private static final int MOST_READ = 1_000;

    private final Journal journal;
    private final Entity entity;
    private final PastRange range;
    private final JsonPointer path;
    private final AuthorizationContext reader;
    private final DittoHeaders headers;
    private final Supplier<Grants> access;
    private final Executor threads;
    private volatile long position;

    /**
     * Reads nothing yet.
     *
     * @param headers who reads
     * @param access what may be read at the moment; refuses when that is too little
     */
    PastReader(
            Journal journal,
            Entity entity,
            PastRange range,
            JsonPointer path,
            DittoHeaders headers,
            Supplier<Grants> access,
            Executor threads) {
        this.journal = journal;
        this.entity = entity;
        this.range = range;
        this.path = path;
        this.headers = headers;
        this.reader = headers.getAuthorizationContext();
        this.access = access;
        this.threads = threads;
        this.position = range.first();
    }

    @Override
    public CompletionStage<Page> next(int most) {
        return CompletableFuture.supplyAsync(() -> read(most), threads);
    }

    private Page read(int most) {
        Visit visit = new Visit(access.get(), most);
        journal.read(entity.kind, entity.id.toString(), position, visit);
        return new Page(visit.found, !visit.more);
    }

    /** One page on its way. */
    private final class Visit implements Journal.RecordVisitor {

        private final Optional<Grants> grants;
        private final int most;
        private final List<Event<?>> found = new ArrayList<>();
        private int read;
        private boolean more;

        Visit(Grants grants, int most) {
            this.grants = Optional.of(grants);
            this.most = most;
        }

        @Override
        public boolean visit(long revision, long epochMillis, Supplier<JsonObject> json) {
            more = revision <= range.last();
            if (!more || found.size() >= most || read >= MOST_READ) {
                return false;
            }
            read++;
            position = revision + 1;
            if (Instant.ofEpochMilli(epochMillis + 1).isAfter(range.after())) {
                more = take(json.get());
            }
            return more;
        }

        /** False when this and all that follow are too late. */
        private boolean take(JsonObject json) {
            EventsourcedEvent<?> event = ThingEvents.ofJournal(Journaled.event(json, headersOf(json)));
            Instant at = event.getTimestamp().orElse(Instant.EPOCH);
            if (!at.isBefore(range.before())) {
                return false;
            }
            if (range.begins(at) && concerns(EventView.path(entity.kind, event))) {
                EventView.of(entity.kind, event, grants, reader).ifPresent(found::add);
            }
            return true;
        }
    }

    /** Something at the path may have changed. */
    private boolean concerns(JsonPointer changed) {
        int levels = Math.min(path.getLevelCount(), changed.getLevelCount());
        for (int level = 0; level < levels; level++) {
            if (!path.get(level).equals(changed.get(level))) {
                return false;
            }
        }
        return true;
    }

    private DittoHeaders headersOf(JsonObject json) {
        var builder = DittoHeaders.newBuilder().schemaVersion(JsonSchemaVersion.V_2);
        headers.getCorrelationId().ifPresent(builder::correlationId);
        json.getValue("by").ifPresent(by -> {
            String originator = DittoHeaderDefinition.ORIGINATOR.getKey();
            builder.putHeader(originator, by.asString());
            JsonObject historical = JsonObject.newBuilder().set(originator, by).build();
            builder.putHeader(DittoHeaderDefinition.HISTORICAL_HEADERS.getKey(), historical.toString());
        });
        return builder.build();
    }
}
