// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.ADMIN;
import static org.borough.twin.engine.EngineFixture.DEVICES;
import static org.borough.twin.engine.EngineFixture.LAMP;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResource;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubject;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeature;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteFeatureProperties;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttribute;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyAttributes;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeature;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyFeatureProperty;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThing;

class RestartPropertiesTest {

    private static final DittoHeaders HEADERS = as("borough:admin");
    private static final PolicyId POLICY = PolicyId.of("city:lamp-1");
    private static final TwinEngine.Settings SMALL =
            new TwinEngine.Settings(4, 3, 2, 5, 100, 100, SubjectSettings.DEFAULT);

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void whatever_was_done_is_there_after_a_kill(@ForAll("acts") List<Function<TwinEngine, CompletionStage<?>>> acts) {
        MemoryStore store = new MemoryStore();
        EngineFixture killed = new EngineFixture(store, SMALL).withLamp();
        for (var act : acts) {
            // Many are refused, as the thing may just be deleted; that must leave no trace either.
            act.apply(killed.engine)
                    .handle((answer, refusal) -> null)
                    .toCompletableFuture()
                    .join();
        }
        TreeMap<String, List<Object>> before = dump(killed.engine);
        try (EngineFixture again = new EngineFixture(store, SMALL)) {
            assertThat(dump(again.engine)).isEqualTo(before);
        }
        try (EngineFixture third = new EngineFixture(store, SMALL)) {
            assertThat(dump(third.engine)).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<List<Function<TwinEngine, CompletionStage<?>>>> acts() {
        Arbitrary<Function<TwinEngine, CompletionStage<?>>> act = Combinators.combine(
                        Arbitraries.integers().between(0, 16), Arbitraries.of("a", "b", "a/b"), values())
                .as(RestartPropertiesTest::act);
        return act.list().ofMaxSize(30);
    }

    private static Arbitrary<JsonValue> values() {
        return Arbitraries.of(
                JsonValue.of(1),
                JsonValue.of(-2.5),
                JsonValue.of("x/\"y"),
                JsonValue.of(true),
                JsonFactory.newObject("{\"b\":{\"c\":1},\"d\":[1,2]}"),
                JsonFactory.newObject("{\"b\":null}"),
                JsonFactory.newArray("[]"));
    }

    private static Function<TwinEngine, CompletionStage<?>> act(int kind, String path, JsonValue value) {
        JsonPointer pointer = JsonPointer.of(path);
        return switch (kind) {
            case 0 ->
                engine -> engine.twins().report(LAMP, List.of(key(path).is(value.toString(), stamp(path))), DEVICES);
            case 1 ->
                engine ->
                        engine.twins().desire(LAMP, List.of(new Setting("luminaire", path, List.of(1L, "z"))), DEVICES);
            case 2 -> engine -> engine.twins().delete(LAMP, ADMIN);
            case 3 -> engine -> engine.twins().provision(LAMP, EngineFixture.THING, EngineFixture.POLICY, ADMIN);
            case 4 -> command(ModifyAttribute.of(LAMP_ID, pointer, value, HEADERS));
            case 5 -> command(DeleteAttribute.of(LAMP_ID, pointer, HEADERS));
            case 6 -> command(ModifyFeatureProperty.of(LAMP_ID, "luminaire", pointer, value, HEADERS));
            case 7 -> command(DeleteFeature.of(LAMP_ID, "luminaire", HEADERS));
            case 8 -> command(DeleteFeatureProperties.of(LAMP_ID, "vendor", HEADERS));
            case 9 -> command(MergeThing.of(LAMP_ID, JsonPointer.of("/attributes"), patch(value), HEADERS));
            case 10 -> command(ModifyAttributes.of(LAMP_ID, ThingsModelFactory.newAttributes(patch(value)), HEADERS));
            case 11 ->
                command(ModifyFeature.of(LAMP_ID, ThingsModelFactory.newFeature(path.replace('/', '-')), HEADERS));
            case 12 ->
                command(ModifyThing.of(
                        LAMP_ID, ThingsModelFactory.newThing("{\"attributes\":{\"n\":1}}"), null, HEADERS));
            case 13 ->
                command(CreateThing.of(ThingsModelFactory.newThing("{\"thingId\":\"city:lamp-1\"}"), null, HEADERS));
            case 14 -> command(policyAct(path));
            case 15 -> command(DeletePolicyEntry.of(POLICY, Label.of("guests"), HEADERS));
            default -> command(DeleteThing.of(LAMP_ID, HEADERS));
        };
    }

    private static Command<?> policyAct(String path) {
        Label guests = Label.of("guests");
        return switch (path) {
            case "a" ->
                ModifySubject.of(
                        POLICY,
                        guests,
                        PoliciesModelFactory.newSubject(PoliciesModelFactory.newSubjectId("borough:x/y")),
                        HEADERS);
            case "b" ->
                ModifyResource.of(
                        POLICY,
                        guests,
                        PoliciesModelFactory.newResource(
                                PoliciesModelFactory.newResourceKey("thing:/features/x"),
                                JsonFactory.newObject("{\"grant\":[\"READ\"],\"revoke\":[]}")),
                        HEADERS);
            default ->
                ModifyPolicyEntry.of(
                        POLICY,
                        PoliciesModelFactory.newPolicyEntry("more", "{\"subjects\":{},\"resources\":{}}"),
                        HEADERS);
        };
    }

    private static Function<TwinEngine, CompletionStage<?>> command(Command<?> command) {
        return engine -> engine.engine().execute(command);
    }

    private static org.borough.thing.Property<String> key(String path) {
        return org.borough.thing.Property.of("borough:luminaire:1.0.0", path, String.class);
    }

    private static Instant stamp(String path) {
        return path.equals("a") ? Instant.parse("2026-02-02T02:02:02Z") : Reading.ON_ARRIVAL;
    }

    private static JsonObject patch(JsonValue value) {
        return JsonFactory.newObjectBuilder().set("p", value).build();
    }

    /** Everything there is, by kind and id; members of objects in whatever order. */
    private static TreeMap<String, List<Object>> dump(TwinEngine engine) {
        TreeMap<String, List<Object>> dump = new TreeMap<>();
        for (Entity entity : engine.all()) {
            State state = entity.state();
            dump.put(
                    entity.kind + " " + entity.id,
                    List.of(
                            state.revision(),
                            state.alive(),
                            state.created(),
                            state.modified(),
                            state.policyId(),
                            state.models(),
                            Trees.parse(state.document().bytes())));
        }
        return dump;
    }
}
