// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;
import static org.borough.twin.engine.EngineFixture.done;
import static org.borough.twin.engine.EngineFixture.failure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borough.engine.PersistedEvents;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.policies.model.signals.events.PolicyCreated;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.events.AttributeModified;
import org.eclipse.ditto.things.model.signals.events.ThingCreated;
import org.eclipse.ditto.things.model.signals.events.ThingEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastEventsTest {

    private static final DittoHeaders ADMIN = as("borough:admin");
    private static final JsonPointer ROOT = JsonPointer.empty();

    private final EngineFixture fixture = new EngineFixture().withLamp();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void count(int from, int to) {
        for (int i = from; i <= to; i++) {
            fixture.run(ModifyAttribute.of(LAMP_ID, JsonPointer.of("counter"), JsonValue.of(i), ADMIN));
        }
    }

    private static SubscribeForPersistedEvents revisions(EntityId id, long from, long to, DittoHeaders headers) {
        return SubscribeForPersistedEvents.of(id, ROOT, from, to, (CharSequence) null, headers);
    }

    private List<Event<?>> read(SubscribeForPersistedEvents wanted) {
        PersistedEvents events = done(fixture.engine.engine().persisted(wanted));
        List<Event<?>> all = new ArrayList<>();
        PersistedEvents.Page page = done(events.next(3));
        while (!page.last()) {
            assertThat(page.events()).hasSizeLessThanOrEqualTo(3);
            all.addAll(page.events());
            page = done(events.next(3));
        }
        all.addAll(page.events());
        return all;
    }

    private static List<Long> revisionsOf(List<Event<?>> events) {
        return events.stream()
                .map(event -> ((ThingEvent<?>) event).getRevision())
                .toList();
    }

    @Test
    void everything_comes_in_order_page_by_page() {
        count(1, 10);

        List<Event<?>> events = read(revisions(LAMP_ID, 0, Long.MAX_VALUE, ADMIN));

        assertThat(revisionsOf(events)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(events.get(0)).isInstanceOf(ThingCreated.class);
        AttributeModified last = (AttributeModified) events.get(10);
        assertThat(last.getAttributeValue()).isEqualTo(JsonValue.of(10));
        assertThat(last.getDittoHeaders())
                .containsEntry("historical-headers", "{\"ditto-originator\":\"borough:admin\"}");
    }

    @Test
    void a_range_of_revisions_includes_both_ends() {
        count(1, 10);

        assertThat(revisionsOf(read(revisions(LAMP_ID, 5, 9, ADMIN)))).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(revisionsOf(read(revisions(LAMP_ID, -2, 0, ADMIN)))).containsExactly(9L, 10L, 11L);
        assertThat(revisionsOf(read(revisions(LAMP_ID, 12, 20, ADMIN)))).isEmpty();
    }

    @Test
    void a_range_of_time_excludes_both_ends() {
        count(1, 5);
        List<Instant> times = read(revisions(LAMP_ID, 0, Long.MAX_VALUE, ADMIN)).stream()
                .map(event -> event.getTimestamp().orElseThrow())
                .toList();

        List<Event<?>> between = read(
                SubscribeForPersistedEvents.of(LAMP_ID, ROOT, times.get(1), times.get(4), (CharSequence) null, ADMIN));

        assertThat(revisionsOf(between)).containsExactly(3L, 4L);
    }

    @Test
    void only_what_concerns_the_path_comes() {
        count(1, 2);
        fixture.run(ModifyAttribute.of(LAMP_ID, JsonPointer.of("other"), JsonValue.of(1), ADMIN));

        List<Event<?>> events = read(SubscribeForPersistedEvents.of(
                LAMP_ID, JsonPointer.of("/attributes/counter"), 0L, Long.MAX_VALUE, (CharSequence) null, ADMIN));

        assertThat(revisionsOf(events)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_may_be_read_at_a_path_is_all_that_comes() {
        DittoHeaders guest = as("borough:guest");
        JsonPointer properties = JsonPointer.of("/features/luminaire/properties");

        List<Event<?>> events = read(
                SubscribeForPersistedEvents.of(LAMP_ID, properties, 0L, Long.MAX_VALUE, (CharSequence) null, guest));

        assertThat(events).hasSize(1);
        assertThat(((ThingCreated) events.get(0)).getThing().toJsonString())
                .contains("\"level\":10.0")
                .doesNotContain("Main", "20.0", "vendor");
    }

    @Test
    void whoever_may_not_read_everything_at_the_path_is_refused() {
        for (String subject : List.of("borough:guest", "borough:stranger")) {
            assertThat(failure(fixture.engine.engine().persisted(revisions(LAMP_ID, 0, 9, as(subject)))))
                    .isInstanceOf(ThingNotAccessibleException.class);
        }
        PolicyId policy = PolicyId.of(LAMP_ID);
        assertThat(failure(fixture.engine.engine().persisted(revisions(policy, 0, 9, as("borough:guest")))))
                .isInstanceOf(PolicyNotAccessibleException.class);
    }

    @Test
    void policies_have_a_past_too() {
        List<Event<?>> events = read(revisions(PolicyId.of(LAMP_ID), 0, Long.MAX_VALUE, ADMIN));

        assertThat(events).hasSize(1).first().isInstanceOf(PolicyCreated.class);
    }

    @Test
    void what_is_deleted_has_no_past_and_what_comes_after_it_does_not_inherit_it() {
        count(1, 3);
        fixture.run(DeleteThing.of(LAMP_ID, ADMIN));
        assertThat(failure(fixture.engine.engine().persisted(revisions(LAMP_ID, 0, 9, ADMIN))))
                .isInstanceOf(ThingNotAccessibleException.class);

        Thing again = Thing.newBuilder()
                .setId(LAMP_ID)
                .setPolicyId(PolicyId.of(LAMP_ID))
                .build();
        fixture.run(CreateThing.of(again, null, ADMIN));

        assertThat(revisionsOf(read(revisions(LAMP_ID, 0, Long.MAX_VALUE, ADMIN))))
                .containsExactly(6L);
    }
}
