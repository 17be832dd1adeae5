// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.OptionalInt;
import org.borough.store.Write;
import org.borough.twin.engine.history.ReadingSeries;
import org.borough.twin.engine.history.RecordedProperties;
import org.borough.twin.engine.history.Recorder;
import org.borough.twin.view.Changes;

/** Records readings together with the events that bring them. */
final class Recording {

    private final RecordedProperties properties;
    private final Recorder recorder;

    Recording(RecordedProperties properties) {
        this.properties = properties;
        this.recorder = new Recorder(properties);
    }

    /** The writes that belong to an event's. */
    List<Write> of(Entity entity, Happened happened) {
        State after = happened.after();
        if (entity.kind != Entity.Kind.THING) {
            return List.of();
        }
        if (!after.alive()) {
            return properties.isEmpty()
                    ? List.of()
                    : List.of(recorder.forget(
                            entity.id.toString(), happened.before().created()));
        }
        if (!recorder.mayConcern(after.models())) {
            return List.of();
        }
        Changes.Step step = happened.step();
        return recorder.readings(new Recorder.Happening(
                entity.id.toString(),
                after.created(),
                step.path(),
                happened.before().tree(),
                after.tree(),
                step.patch().orElse(MissingNode.getInstance()),
                step.stamps(),
                after.modified()));
    }

    /** For how many days a property is recorded; nothing when nobody says or the thing is not there. */
    OptionalInt days(Entities entities, ReadingSeries series) {
        return entities.thing(series.thing())
                .map(Entity::state)
                .filter(State::alive)
                .map(state -> properties.days(
                        series.feature(), state.tree().path("features").path(series.feature()), series.path()))
                .orElse(OptionalInt.empty());
    }
}
