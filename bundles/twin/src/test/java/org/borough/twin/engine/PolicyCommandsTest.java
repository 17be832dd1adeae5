// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;

import java.util.List;
import org.borough.engine.PolicyModels;
import org.borough.twin.Entitlements;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Resource;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeletePolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteResource;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteSubject;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyResource;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubject;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrievePolicy;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveResource;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveSubjects;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyCommandsTest {

    private static final DittoHeaders ADMIN = as("borough:admin");
    private static final DittoHeaders FRIEND = as("borough:friend");
    private static final PolicyId POLICY = PolicyId.of("city:lamp-1");
    private static final Label GUESTS = Label.of("guests");
    private static final Label ADMINISTRATOR = Label.of("administrator");

    private final EngineFixture fixture = new EngineFixture().withLamp();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_new_subject_sees_at_once_and_a_removed_one_no_more() {
        var friend = PoliciesModelFactory.newSubject(PoliciesModelFactory.newSubjectId("borough:friend"));
        assertRefused(RetrieveThing.of(LAMP_ID, FRIEND), 404, "things:thing.notfound");
        assertThat(fixture.run(ModifySubject.of(POLICY, GUESTS, friend, ADMIN))
                        .getHttpStatus()
                        .getCode())
                .isEqualTo(201);
        assertThat(fixture.run(RetrieveThing.of(LAMP_ID, FRIEND)).toJsonString())
                .contains("level");
        fixture.run(DeleteSubject.of(POLICY, GUESTS, SubjectId.newInstance("borough:friend"), ADMIN));
        assertRefused(RetrieveThing.of(LAMP_ID, FRIEND), 404, "things:thing.notfound");
    }

    @Test
    void a_resource_with_slashes_is_made_shown_and_deleted() {
        var key = PoliciesModelFactory.newResourceKey("thing:/attributes/street");
        Resource resource =
                PoliciesModelFactory.newResource(key, JsonFactory.newObject("{\"grant\":[\"READ\"],\"revoke\":[]}"));
        fixture.run(ModifyResource.of(POLICY, GUESTS, resource, ADMIN));
        assertThat(fixture.run(RetrieveResource.of(POLICY, GUESTS, key, ADMIN)).toJsonString())
                .contains("READ");
        assertThat(fixture.run(RetrieveThing.of(LAMP_ID, as("borough:guest"))).toJsonString())
                .contains("Main");
        fixture.run(DeleteResource.of(POLICY, GUESTS, key, ADMIN));
        assertRefused(RetrieveResource.of(POLICY, GUESTS, key, ADMIN), 404, "policies:resource.notfound");
    }

    @Test
    void the_root_resource_is_one_key() {
        var key = PoliciesModelFactory.newResourceKey("thing:/");
        assertThat(fixture.run(RetrieveResource.of(POLICY, ADMINISTRATOR, key, ADMIN))
                        .toJsonString())
                .contains("WRITE");
    }

    @Test
    void nobody_locks_everybody_out() {
        assertRefused(DeletePolicyEntry.of(POLICY, ADMINISTRATOR, ADMIN), 403, "policies:entry.modificationinvalid");
        DittoHeaders sure = ADMIN.toBuilder().allowPolicyLockout(true).build();
        fixture.run(DeletePolicyEntry.of(POLICY, ADMINISTRATOR, sure));
        assertRefused(RetrievePolicy.of(POLICY, ADMIN), 404, "policies:policy.notfound");
    }

    @Test
    void a_policy_is_made_once_and_shown_to_whoever_may_read_it() {
        var policy = PoliciesModelFactory.newPolicy(
                JsonFactory.newObject(EngineFixture.POLICY).setValue("policyId", "city:p"));
        assertThat(fixture.run(CreatePolicy.of(policy, ADMIN)).getHttpStatus().getCode())
                .isEqualTo(201);
        assertRefused(CreatePolicy.of(policy, ADMIN), 409, "policies:policy.conflict");
        assertRefused(RetrievePolicy.of(PolicyId.of("city:p"), FRIEND), 404, "policies:policy.notfound");
        assertRefused(
                DeletePolicy.of(PolicyId.of("city:p"), as("borough:guest")), 403, "policies:policy.notmodifiable");
        assertThat(fixture.run(RetrieveSubjects.of(PolicyId.of("city:p"), GUESTS, ADMIN))
                        .toJsonString())
                .contains("borough:guest");
    }

    @Test
    void an_imported_policy_counts_and_its_change_too() {
        var shared = PoliciesModelFactory.newPolicy(
                JsonFactory.newObject(EngineFixture.POLICY.replace("borough:guest", "borough:friend"))
                        .setValue("policyId", "city:shared"));
        fixture.run(CreatePolicy.of(shared, ADMIN));
        fixture.run(
                ModifyPolicyImport.of(POLICY, PoliciesModelFactory.newPolicyImport(PolicyId.of("city:shared")), ADMIN));
        assertThat(fixture.run(RetrieveThing.of(LAMP_ID, FRIEND)).toJsonString())
                .contains("level");
        fixture.run(
                DeleteSubject.of(PolicyId.of("city:shared"), GUESTS, SubjectId.newInstance("borough:friend"), ADMIN));
        assertRefused(RetrieveThing.of(LAMP_ID, FRIEND), 404, "things:thing.notfound");
    }

    @Test
    void namespaces_of_entries_are_kept_over_a_restart_by_events_and_by_snapshots() {
        for (int acts : new int[] {1, 30}) {
            MemoryStore store = new MemoryStore();
            EngineFixture killed = new EngineFixture(store, TwinEngine.Settings.DEFAULT);
            String owner = EngineFixture.POLICY.substring(0, EngineFixture.POLICY.lastIndexOf('}') - 1);
            String scoped = ",\"scoped\":{\"subjects\":{\"borough:friend\":{\"type\":\"u\"}},\"namespaces\":[\"town\"],"
                    + "\"resources\":{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}}";
            JsonObject policy = JsonObject.of(owner + scoped + "}}").setValue("policyId", "city:lamp-1");
            killed.run(CreatePolicy.of(PolicyModels.policy(policy), ADMIN));
            for (int i = 0; i < acts; i++) {
                PolicyEntry entry = PolicyModels.entry(
                        "scoped",
                        policy.getValue("entries/scoped")
                                .orElseThrow()
                                .asObject()
                                .setValue("importable", "never"));
                killed.run(ModifyPolicyEntry.of(POLICY, entry, ADMIN));
            }
            try (EngineFixture again = new EngineFixture(store, TwinEngine.Settings.DEFAULT)) {
                for (String id : List.of("city:one", "town:one")) {
                    again.run(CreateThing.of(
                            ThingsModelFactory.newThing("{\"thingId\":\"" + id + "\",\"policyId\":\"city:lamp-1\"}"),
                            null,
                            ADMIN));
                }
                assertThat(again.run(RetrieveThing.of(ThingId.of("town:one"), FRIEND))
                                .getHttpStatus()
                                .getCode())
                        .isEqualTo(200);
                assertThat(again.refusal(RetrieveThing.of(ThingId.of("city:one"), FRIEND))
                                .getErrorCode())
                        .isEqualTo("things:thing.notfound");
                assertThat(again.engine.entitlements().extent("city:one", List.of("borough:friend"), "thing:/", "READ"))
                        .isEqualTo(Entitlements.Extent.NONE);
                assertThat(again.engine.entitlements().extent("town:one", List.of("borough:friend"), "thing:/", "READ"))
                        .isEqualTo(Entitlements.Extent.ALL);
                assertThat(again.engine.entitlements().visible(List.of("borough:friend")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void a_thing_whose_policy_is_gone_is_gone_too() {
        fixture.run(DeletePolicy.of(POLICY, ADMIN));
        DittoRuntimeException refusal = fixture.refusal(RetrieveThing.of(LAMP_ID, ADMIN));
        assertThat(refusal.getErrorCode()).isEqualTo("things:thing.notfound");
        assertThat(refusal).hasMessageContaining("city:lamp-1");
    }

    private void assertRefused(Command<?> command, int status, String code) {
        DittoRuntimeException refusal = fixture.refusal(command);
        assertThat(refusal.getErrorCode()).isEqualTo(code);
        assertThat(refusal.getHttpStatus().getCode()).isEqualTo(status);
    }
}
