// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.borough.twin.engine.EngineFixture.LAMP_ID;
import static org.borough.twin.engine.EngineFixture.as;
import static org.borough.twin.engine.EngineFixture.context;
import static org.borough.twin.engine.EngineFixture.done;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.eclipse.ditto.policies.model.signals.commands.modify.DeleteSubject;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifySubject;
import org.eclipse.ditto.policies.model.signals.commands.query.RetrieveSubject;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectEndTest {

    private static final DittoHeaders ADMIN = as("borough:admin");
    private static final PolicyId POLICY = PolicyId.of("city:lamp-1");
    private static final Label GUESTS = Label.of("guests");
    private static final String FRIEND = "borough:friend";
    private static final TwinEngine.Settings QUICK = new TwinEngine.Settings(
            100,
            100,
            100,
            100,
            100,
            1000,
            new SubjectSettings(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMinutes(1), Duration.ZERO));

    private final MemoryStore store = new MemoryStore();
    private TwinEngine engine = new TwinEngine(store, QUICK, Clock.systemUTC());
    private final List<PolicyAnnouncement<?>> heard = new CopyOnWriteArrayList<>();

    SubjectEndTest() {
        done(engine.twins()
                .provision(EngineFixture.LAMP, EngineFixture.THING, EngineFixture.POLICY, EngineFixture.ADMIN));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_subject_loses_access_at_its_end_and_is_removed_for_good() {
        Instant end = Instant.now().plusMillis(400);
        put(FRIEND, "\"expiry\":\"%s\"".formatted(end));
        assertThat(run(RetrieveThing.of(LAMP_ID, as(FRIEND))).toJsonString()).contains("level");

        await().until(() -> Instant.now().isAfter(end.plusMillis(10)));
        assertThat(refusal(RetrieveThing.of(LAMP_ID, as(FRIEND))).getErrorCode())
                .isEqualTo("things:thing.notfound");
        awaitRemoved(FRIEND);
    }

    @Test
    void a_subject_that_ends_while_the_engine_is_down_is_removed_at_the_next_start() {
        put(FRIEND, "\"expiry\":\"%s\"".formatted(Instant.now().plusMillis(300)));
        engine.close();
        Instant later = Instant.now().plusMillis(400);
        await().until(() -> Instant.now().isAfter(later));
        engine = new TwinEngine(store, QUICK, Clock.systemUTC());

        assertThat(refusal(RetrieveThing.of(LAMP_ID, as(FRIEND))).getErrorCode())
                .isEqualTo("things:thing.notfound");
        awaitRemoved(FRIEND);
    }

    @Test
    void a_subject_whose_end_has_passed_is_refused() {
        var past = PoliciesModelFactory.newSubject(
                FRIEND, JsonFactory.newObject("{\"type\":\"t\",\"expiry\":\"2020-01-01T00:00:00Z\"}"));
        DittoRuntimeException refusal = refusal(ModifySubject.of(POLICY, GUESTS, past, ADMIN));
        assertThat(refusal.getErrorCode()).isEqualTo("policies:subjectexpiry.invalid");
        assertThat(refusal.getHttpStatus()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void the_only_owner_may_have_no_end() {
        var owner = PoliciesModelFactory.newSubject(
                "borough:admin", JsonFactory.newObject("{\"type\":\"t\",\"expiry\":\"2999-01-01T00:00:00Z\"}"));
        assertThat(refusal(ModifySubject.of(POLICY, Label.of("administrator"), owner, ADMIN))
                        .getErrorCode())
                .isEqualTo("policies:entry.modificationinvalid");
    }

    @Test
    void an_end_is_announced_to_the_subject_alone_and_not_again() {
        List<PolicyAnnouncement<?>> others = new CopyOnWriteArrayList<>();
        follow(FRIEND);
        engine.engine().announcements(context("borough:guest"), others::add);
        Instant end = Instant.now().plusMillis(1500);
        put(FRIEND, "\"expiry\":\"%s\",\"announcement\":{\"beforeExpiry\":\"1s\",\"whenDeleted\":true}".formatted(end));

        await().until(() -> heard.size() == 1);
        assertThat(Instant.now()).isBefore(end);
        SubjectDeletionAnnouncement announcement = (SubjectDeletionAnnouncement) heard.get(0);
        assertThat(announcement.getSubjectIds()).containsExactly(SubjectId.newInstance(FRIEND));
        assertThat(announcement.getEntityId().toString()).isEqualTo("city:lamp-1");
        assertThat(announcement.getDeleteAt()).isBetween(end, end.plusMillis(10));
        awaitRemoved(FRIEND);
        assertThat(heard).hasSize(1);
        assertThat(others).isEmpty();
    }

    @Test
    void a_deletion_is_announced_when_the_subject_wants_it_but_a_change_is_none() {
        follow(FRIEND);
        put(FRIEND, "\"announcement\":{\"whenDeleted\":true}");
        put(FRIEND, "\"announcement\":{\"whenDeleted\":true},\"expiry\":\"2999-01-01T00:00:00Z\"");
        run(DeleteSubject.of(POLICY, GUESTS, SubjectId.newInstance(FRIEND), ADMIN));

        await().until(() -> heard.size() == 1);
        put("borough:other", "\"announcement\":{\"whenDeleted\":false}");
        run(DeleteSubject.of(POLICY, GUESTS, SubjectId.newInstance("borough:other"), ADMIN));
        assertThat(heard).hasSize(1);
    }

    @Test
    void an_announcement_comes_again_until_it_is_acknowledged_by_its_subject() {
        follow(FRIEND);
        put(
                FRIEND,
                "\"announcement\":{\"whenDeleted\":true,\"requestedAcks\":{\"labels\":[\"seen\"],\"timeout\":\"500ms\"}}");
        run(DeleteSubject.of(POLICY, GUESTS, SubjectId.newInstance(FRIEND), ADMIN));

        await().until(() -> heard.size() == 1);
        acknowledge(heard.get(0), "borough:guest");
        await().until(() -> heard.size() == 2);
        assertThat(heard.get(1).getDittoHeaders().getCorrelationId())
                .isNotEqualTo(heard.get(0).getDittoHeaders().getCorrelationId());
        acknowledge(heard.get(1), FRIEND);
        Instant later = Instant.now().plusMillis(3200);
        await().until(() -> Instant.now().isAfter(later));
        assertThat(heard).hasSize(2);
    }

    @Test
    void one_subject_in_several_entries_is_announced_once_and_removed_from_all() {
        follow(FRIEND);
        Instant end = Instant.now().plusMillis(500);
        String entry =
                """
                {"subjects":{"%s":{"type":"t","expiry":"%s","announcement":{"whenDeleted":true}}},
                 "resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}"""
                        .formatted(FRIEND, end);
        for (String label : List.of("one", "two")) {
            run(ModifyPolicyEntry.of(POLICY, PoliciesModelFactory.newPolicyEntry(label, entry), ADMIN));
        }
        await().until(() -> heard.size() == 1);
        for (String label : List.of("one", "two")) {
            assertThat(refusal(RetrieveSubject.of(POLICY, Label.of(label), SubjectId.newInstance(FRIEND), ADMIN))
                            .getErrorCode())
                    .isEqualTo("policies:subject.notfound");
        }
    }

    private void follow(String subject) {
        engine.engine().announcements(context(subject), heard::add);
    }

    private void acknowledge(PolicyAnnouncement<?> announcement, String subject) {
        engine.engine()
                .acknowledge(Acknowledgement.of(
                        AcknowledgementLabel.of("seen"),
                        announcement.getEntityId(),
                        HttpStatus.OK,
                        announcement.getDittoHeaders().toBuilder()
                                .authorizationContext(context(subject))
                                .build()));
    }

    private void put(String subject, String members) {
        Subject made = PoliciesModelFactory.newSubject(
                subject, JsonFactory.newObject("{\"type\":\"t\",%s}".formatted(members)));
        run(ModifySubject.of(POLICY, GUESTS, made, ADMIN));
    }

    private void awaitRemoved(String subject) {
        await().until(() -> {
            try {
                run(RetrieveSubject.of(POLICY, GUESTS, SubjectId.newInstance(subject), ADMIN));
                return false;
            } catch (CompletionException gone) {
                return ((DittoRuntimeException) gone.getCause()).getErrorCode().equals("policies:subject.notfound");
            }
        });
    }

    private CommandResponse<?> run(Command<?> command) {
        return done(engine.engine().execute(command));
    }

    private DittoRuntimeException refusal(Command<?> command) {
        return (DittoRuntimeException) EngineFixture.failure(engine.engine().execute(command));
    }
}
