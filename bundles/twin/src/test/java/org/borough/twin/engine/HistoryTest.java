// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;

import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttribute;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveAttributeResponse;
import org.junit.jupiter.api.Test;

/** How far back the journal and the older snapshots reach. */
class HistoryTest {

    private static final JsonPointer COUNTER = JsonPointer.of("counter");
    private static final int EVENTS = 40;
    private static final TwinEngine.Settings SHORT =
            new TwinEngine.Settings(3, 7, 10, 10, 100, 100, SubjectSettings.DEFAULT);

    private static void count(EngineFixture city, int from, int to) {
        for (int revision = from; revision <= to; revision++) {
            city.run(ModifyAttribute.of(LAMP_ID, COUNTER, JsonValue.of(revision), as("borough:admin")));
        }
    }

    private static RetrieveAttribute counterAt(long revision) {
        DittoHeaders headers = as("borough:admin").toBuilder()
                .putHeader(DittoHeaderDefinition.AT_HISTORICAL_REVISION.getKey(), Long.toString(revision))
                .build();
        return RetrieveAttribute.of(LAMP_ID, COUNTER, headers);
    }

    private static void assertReaches(EngineFixture city, long latest) {
        for (long revision = latest - SHORT.historyEvents() + 1; revision <= latest; revision++) {
            var answer = (RetrieveAttributeResponse) city.run(counterAt(revision));
            assertThat(answer.getEntity(JsonSchemaVersion.V_2)).isEqualTo(JsonValue.of(revision));
        }
    }

    @Test
    void every_revision_that_is_to_be_kept_can_be_read_and_far_older_ones_are_gone() {
        try (EngineFixture city = new EngineFixture(new MemoryStore(), SHORT).withLamp()) {
            for (int revision = 2; revision <= EVENTS; revision++) {
                count(city, revision, revision);
                if (revision > SHORT.historyEvents()) {
                    assertReaches(city, revision);
                }
            }

            assertThat(city.refusal(counterAt(EVENTS - SHORT.historyEvents() - 2L * SHORT.snapshotEvents()))
                            .getErrorCode())
                    .isEqualTo("things:thing.history.notfound");
        }
    }

    @Test
    void the_past_survives_a_restart() {
        MemoryStore store = new MemoryStore();
        try (EngineFixture city = new EngineFixture(store, SHORT).withLamp()) {
            count(city, 2, EVENTS);
        }

        try (EngineFixture city = new EngineFixture(store, SHORT)) {
            assertReaches(city, EVENTS);
            count(city, EVENTS + 1, EVENTS + 20);
            assertReaches(city, EVENTS + 20);
        }
    }
}
