// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.itests.DittoClientPool.get;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotUniqueException;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.changes.Change;
import org.eclipse.ditto.client.changes.ChangeAction;
import org.eclipse.ditto.client.management.AcknowledgementsFailedException;
import org.eclipse.ditto.client.options.Options;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingTooLargeException;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionFailedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Twins, policies, searches and events through Ditto's Java client. */
@ExtendWith(CityExtension.class)
class DittoClientTwinIT {

    private final ThingId id = ThingId.of("client", "lamp-" + UUID.randomUUID());
    private final Policy policy = DittoClientPool.policy(id.toString(), "");
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private DittoClientPool clients;
    private DittoClient alice;

    @BeforeEach
    void connect(City city) {
        clients = new DittoClientPool(city);
        alice = clients.connect();
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    private Thing lamp(String rest) {
        return ThingsModelFactory.newThing("{\"thingId\":\"%s\",\"policyId\":\"%s\"%s}".formatted(id, id, rest));
    }

    private Change next() throws InterruptedException {
        Change change = changes.poll(5, TimeUnit.SECONDS);
        assertThat(change).as("a change in time").isNotNull();
        return change;
    }

    private static DittoRuntimeException failure(CompletionStage<?> stage) {
        Throwable thrown =
                stage.toCompletableFuture().handle((value, error) -> error).join();
        return (DittoRuntimeException) thrown.getCause();
    }

    @Test
    void things_are_made_read_in_part_changed_and_deleted() {
        assertThat(get(alice.twin().create(lamp(",\"attributes\":{\"a\":1}"), policy))
                        .getEntityId())
                .contains(id);

        Thing part = get(alice.twin().forId(id).retrieve(JsonFieldSelector.newInstance("thingId", "_revision")));
        assertThat(part.getRevision()).map(Object::toString).contains("1");
        assertThat(part.getAttributes()).isEmpty();
        Thing nameless = get(alice.twin().forId(id).retrieve(JsonFieldSelector.newInstance("attributes/a")));
        assertThat(nameless.getEntityId()).isEmpty();

        get(alice.twin().merge(id, lamp(",\"attributes\":{\"b\":2}")));
        get(alice.twin().update(lamp(",\"attributes\":{\"c\":3}"), Options.condition("eq(attributes/b,2)")));
        assertThat(get(alice.twin().retrieve(id)).get(0).getAttributes())
                .contains(ThingsModelFactory.newAttributes("{\"c\":3}"));

        get(alice.twin().delete(id));
        assertThat(failure(alice.twin().forId(id).retrieve())).isInstanceOf(ThingNotAccessibleException.class);
    }

    @Test
    void options_and_limits_are_obeyed() {
        Thing lamp = lamp("");
        assertThat(failure(alice.twin().put(lamp, Options.Modify.exists(true)))).isNotNull();
        assertThat(failure(alice.twin().update(lamp))).isNotNull();
        assertThat(failure(alice.twin().merge(id, lamp))).isNotNull();
        assertThat(get(alice.twin().put(lamp, policy))).isPresent();
        assertThat(get(alice.twin().put(lamp))).isEmpty();
        assertThat(failure(alice.twin().put(lamp, Options.Modify.exists(false))))
                .isNotNull();
        assertThat(failure(alice.twin().update(lamp, Options.condition("eq(attributes/x,1)"))))
                .isInstanceOf(ThingConditionFailedException.class);
        assertThat(failure(alice.twin().update(lamp, Options.condition("eq(attributes/x,1"))))
                .isInstanceOf(ThingConditionInvalidException.class);
        Thing large = lamp(",\"attributes\":{\"a\":\"" + "a".repeat(100 * 1024) + "\"}");
        assertThat(failure(alice.twin().update(large))).isInstanceOf(ThingTooLargeException.class);
        assertThat(failure(alice.twin().forId(id).forFeature("none").putProperty("p", 1))
                        .getErrorCode())
                .isEqualTo(FeatureNotAccessibleException.ERROR_CODE);
    }

    @Test
    void features_are_written_under_the_option_that_they_exist() {
        get(alice.twin().create(lamp(",\"features\":{\"here\":{\"properties\":{\"x\":1}}}"), policy));
        var here = ThingsModelFactory.newFeatureBuilder("{\"properties\":{\"y\":2}}")
                .useId("here")
                .build();
        var gone = ThingsModelFactory.newFeatureBuilder("{\"properties\":{\"y\":2}}")
                .useId("gone")
                .build();

        assertThat(failure(alice.twin().forId(id).putFeature(here, Options.Modify.exists(false))))
                .isNotNull();
        assertThat(failure(alice.twin().forId(id).mergeFeature(here, Options.Modify.exists(false))))
                .isNotNull();
        assertThat(failure(alice.twin().forId(id).putFeature(gone, Options.Modify.exists(true))))
                .isNotNull();
        assertThat(failure(alice.twin().forId(id).mergeFeature(gone, Options.Modify.exists(true))))
                .isNotNull();
        get(alice.twin().forId(id).mergeFeature(here));
        get(alice.twin().forId(id).forFeature("here").putProperty("z/deep", true));
        get(alice.twin().forId(id).forFeature("here").deleteProperty("x"));

        assertThat(get(alice.twin().forId(id).forFeature("here").retrieve()).getProperties())
                .contains(ThingsModelFactory.newFeatureProperties("{\"y\":2,\"z\":{\"deep\":true}}"));
    }

    @Test
    void a_policy_is_copied_from_another_thing() {
        get(alice.twin().create(lamp(""), policy));
        ThingId copy = ThingId.of("client", "copy-" + UUID.randomUUID());

        Thing made = get(alice.twin()
                .create(
                        ThingsModelFactory.newThingBuilder().setId(copy).build(),
                        Options.Modify.copyPolicyFromThing(id)));

        Policy copied =
                get(alice.policies().retrieve(PolicyId.of(made.getEntityId().orElseThrow())));
        assertThat(copied.getEntriesSet()).isEqualTo(policy.getEntriesSet());
    }

    @Test
    void policies_are_made_read_in_part_changed_and_deleted() {
        PolicyId name = PolicyId.of("client", "policy-" + UUID.randomUUID());
        Policy mine = DittoClientPool.policy(name.toString(), "");

        assertThat(get(alice.policies().create(mine))).isEqualTo(mine);
        assertThat(get(alice.policies().retrieve(name))).isEqualTo(mine);
        assertThat(get(alice.policies().retrieve(name, JsonFieldSelector.newInstance("_revision"))))
                .isEqualTo(Policy.newBuilder().setRevision(1).build());
        get(alice.policies()
                .update(DittoClientPool.policy(name.toString(), ",\"x\":{\"subjects\":{},\"resources\":{}}")));
        assertThat(get(alice.policies().put(mine))).isEmpty();
        get(alice.policies().delete(name));
        assertThat(failure(alice.policies().retrieve(name)).getHttpStatus()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void searches_stream_their_pages() {
        for (int i = 0; i < 7; i++) {
            ThingId one = ThingId.of("client.search", "s-" + i);
            get(alice.twin()
                    .put(
                            ThingsModelFactory.newThing(
                                    "{\"thingId\":\"%s\",\"attributes\":{\"s\":%d}}".formatted(one, i)),
                            DittoClientPool.policy(one.toString(), "")));
        }

        List<String> found = alice.twin().search().stream(search -> search.namespace("client.search")
                        .filter("gt(attributes/s,0)")
                        .options("size(2),sort(-attributes/s)")
                        .initialDemand(1)
                        .demand(1))
                .map(thing -> thing.getEntityId().orElseThrow().getName())
                .toList();

        assertThat(found).containsExactly("s-6", "s-5", "s-4", "s-3", "s-2", "s-1");
    }

    @Test
    void changes_come_upwards_and_downwards() throws Exception {
        DittoClient bob = clients.connect();
        get(bob.twin().startConsumption());
        bob.twin().forId(id).registerForThingChanges("things", changes::add);

        get(alice.twin().create(lamp(",\"attributes\":{\"abc\":1}"), policy));
        Change created = next();
        assertThat(created.getAction()).isEqualTo(ChangeAction.CREATED);
        assertThat(created.getValue())
                .contains(lamp(",\"attributes\":{\"abc\":1}").toJson());

        get(alice.twin().forId(id).putAttribute("new", JsonObject.of("{\"deep\":42}")));
        Change attribute = next();
        assertThat(attribute.getAction()).isEqualTo(ChangeAction.CREATED);
        assertThat((Object) attribute.getPath()).isEqualTo(JsonPointer.of("attributes/new"));
        assertThat(attribute.getValue()).contains(JsonObject.of("{\"attributes\":{\"new\":{\"deep\":42}}}"));

        bob.twin().deregister("things");
        bob.twin().forId(id).registerForAttributeChanges("abc", JsonPointer.of("abc"), changes::add);
        get(alice.twin().forId(id).setAttributes(JsonObject.of("{\"abc\":2}")));
        assertThat(next().getValue()).contains(JsonValue.of(2));
        get(alice.twin().forId(id).mergeAttribute("abc", 3));
        assertThat(next().getAction()).isEqualTo(ChangeAction.MERGED);
        get(alice.twin().forId(id).putAttribute("none", JsonValue.nullLiteral()));
        get(alice.twin().delete(id));
    }

    @Test
    void fields_come_along_whose_names_the_change_fills_in() throws Exception {
        DittoClient bob = clients.connect();
        bob.twin().forId(id).registerForThingChanges("things", changes::add);
        get(alice.twin().create(lamp(",\"attributes\":{\"hello\":\"World\"}"), policy));
        get(bob.twin()
                .startConsumption(Options.Consumption.extraFields(JsonFieldSelector.newInstance(
                        "attributes", "/features/{{feature:id | fn:lower() }}/properties/test"))));

        get(
                alice.twin()
                        .forId(id)
                        .setFeatures(
                                ThingsModelFactory.newFeatures(
                                        """
                        {"f1":{"properties":{"test":"foo","x":1}},"f2":{"properties":{"test":"bar"}}}""")));
        assertThat(next().getExtra())
                .contains(
                        JsonObject.of(
                                """
                                {"attributes":{"hello":"World"},
                                 "features":{"f1":{"properties":{"test":"foo"}},"f2":{"properties":{"test":"bar"}}}}"""));
        get(alice.twin().forId(id).forFeature("f1").mergeProperty("test", "bum"));
        assertThat(next().getExtra())
                .contains(
                        JsonObject.of(
                                "{\"attributes\":{\"hello\":\"World\"},\"features\":{\"f1\":{\"properties\":{\"test\":\"bum\"}}}}"));
        get(alice.twin().forId(id).putAttribute("hello", "you"));
        assertThat(next().getExtra()).contains(JsonObject.of("{\"attributes\":{\"hello\":\"you\"}}"));
    }

    @Test
    void what_a_deleted_thing_was_comes_along() throws Exception {
        DittoClient bob = clients.connect();
        bob.twin().forId(id).registerForThingChanges("things", changes::add);
        get(alice.twin().create(lamp(",\"attributes\":{\"hello\":\"World\"}"), policy));
        get(bob.twin().startConsumption(Options.Consumption.extraFields(JsonFieldSelector.newInstance("attributes"))));

        get(alice.twin().delete(id));

        Change deleted = next();
        assertThat(deleted.getAction()).isEqualTo(ChangeAction.DELETED);
        assertThat(deleted.getExtra()).contains(JsonObject.of("{\"attributes\":{\"hello\":\"World\"}}"));
    }

    @Test
    void a_subscriber_acknowledges_under_its_label() {
        AcknowledgementLabel label = AcknowledgementLabel.of("bob:seen");
        DittoClient bob = clients.connect(Set.of(label), Set.of());
        bob.twin().forId(id).registerForThingChanges("things", change -> {
            HttpStatus status = change.isFull() ? HttpStatus.OK : HttpStatus.IM_A_TEAPOT;
            change.handleAcknowledgementRequest(label, request -> request.acknowledge(status));
        });
        get(bob.twin().startConsumption());
        DittoHeaders both = DittoHeaders.newBuilder()
                .acknowledgementRequest(
                        AcknowledgementRequest.of(DittoAcknowledgementLabel.TWIN_PERSISTED),
                        AcknowledgementRequest.of(label))
                .timeout("5s")
                .build();

        Thing made = get(alice.twin().create(lamp(""), policy, Options.headers(both)));
        assertThat(made).isEqualTo(lamp(""));

        Throwable failed = alice.twin()
                .forId(id)
                .putAttribute("a", 1, Options.headers(both))
                .toCompletableFuture()
                .handle((nothing, error) -> error.getCause())
                .join();
        assertThat(failed).isInstanceOf(AcknowledgementsFailedException.class);
        assertThat(((AcknowledgementsFailedException) failed)
                        .getAcknowledgements()
                        .getAcknowledgement(label)
                        .orElseThrow()
                        .getHttpStatus())
                .isEqualTo(HttpStatus.IM_A_TEAPOT);
    }

    @Test
    void a_label_belongs_to_one_connection() {
        AcknowledgementLabel label = AcknowledgementLabel.of("bob:own");
        clients.connect(Set.of(label), Set.of());
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        var second = clients.provider(Set.of(label), refused::complete);
        DittoClients.newInstance(second).connect();

        assertThat(get(refused)).isInstanceOf(AcknowledgementLabelNotUniqueException.class);
        second.close();
    }
}
