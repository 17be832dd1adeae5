// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.borough.engine.Census;
import org.borough.engine.Engine;
import org.borough.store.Store;
import org.borough.thing.Status;
import org.borough.twin.Entitlements;
import org.borough.twin.Twins;
import org.borough.twin.engine.history.RecordedProperties;
import org.borough.twin.engine.history.Retention;
import org.borough.twin.engine.history.SeriesReader;
import org.borough.twin.engine.policy.GivenSubjects;
import org.borough.twin.engine.policy.SubjectTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine, put together over an open store. */
final class TwinEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TwinEngine.class);

    private final Store store;
    private final Journal journal;
    private final Entities entities;
    private final Lanes lanes;
    private final SubjectWatch subjects;
    private final Publisher publisher;
    private final Modelling modelling = new Modelling();
    private final ExecutorService readers;
    private final Search search;
    private final PastValues values;
    private final Retention retention;
    private final CommandEngine commands;
    private final EmbeddedTwins twins;
    private final Entitlements entitlements;

    TwinEngine(Store store, Settings settings, Clock clock) {
        this(store, settings, List.of(), clock);
    }

    /** An engine that records what models say and, above that, what is configured. */
    TwinEngine(Store store, Settings settings, List<String> recorded, Clock clock) {
        this.store = store;
        Recording recording = new Recording(new RecordedProperties(recorded));
        this.journal = new Journal(store, settings.snapshotEvents, settings.historyEvents, recording);
        Revisions revisions = new Revisions(new HotDocuments(settings.hotTwins));
        this.entities = Entities.load(journal, revisions);
        Access access = new Access(entities, settings.cachedPolicies, clock);
        ThingQueries queries = new ThingQueries(entities, access);
        this.publisher =
                new Publisher(access, entities, queries, settings.listenerQueue, settings.listenerPatienceMillis);
        this.lanes = new Lanes(journal, Runtime.getRuntime().availableProcessors(), this::publish);
        this.readers = Readers.start();
        this.values = new PastValues(entities, access, recording, new SeriesReader(store), readers);
        this.retention = new Retention(store, series -> recording.days(entities, series), clock);
        Announcements announcements = new Announcements(publisher::queue);
        SubjectSettings ends = settings.subjects;
        this.subjects = new SubjectWatch(lanes, revisions, announcements, ends, clock);
        GivenSubjects given = new GivenSubjects(new SubjectTimes(ends.expiryGrid(), ends.announcementGrid()), clock);
        PolicyImporting importing = new PolicyImporting(entities, access);
        NewPolicies newPolicies = new NewPolicies(given, importing);
        History history = new History(journal, revisions, readers);
        this.search = new Search(entities, access, queries, settings.search);
        ThingCreation creation = new ThingCreation(entities, lanes, access, revisions, modelling, newPolicies, clock);
        LiveChecks live = new LiveChecks(entities, access, queries);
        this.commands = new CommandEngine(
                new ThingCommands(entities, lanes, access, revisions, queries, history, creation, modelling, clock),
                queries,
                new PolicyCommands(entities, lanes, access, revisions, newPolicies, history, clock),
                search,
                live,
                new MessageChecks(live, entities, modelling),
                publisher,
                announcements,
                new PastEvents(entities, access, journal, readers));
        this.twins = new EmbeddedTwins(
                entities,
                lanes,
                new Reports(access, revisions, clock),
                new Provisioning(entities, lanes, access, revisions, clock),
                new Deletion(entities, lanes, access, revisions, clock),
                commands,
                publisher);
        this.entitlements = new PolicyEntitlements(entities, access, clock);
        subjects.start(entities.policies());
        retention.start();
    }

    private void publish(Pending pending) {
        search.wrote(pending.entity());
        publisher.publish(pending);
        subjects.changed(pending);
    }

    /** Where the models of things come and go. */
    Modelling modelling() {
        return modelling;
    }

    /** The history of recorded properties. */
    PastValues values() {
        return values;
    }

    Engine engine() {
        return commands;
    }

    Entitlements entitlements() {
        return entitlements;
    }

    Twins twins() {
        return twins;
    }

    Census census() {
        return new Census(living(entities.things()), living(entities.policies()));
    }

    private static long living(Collection<Entity> all) {
        return all.stream().filter(entity -> entity.state().alive()).count();
    }

    Status status() {
        Status disk = store.status();
        if (disk.level() != Status.Level.OK) {
            return disk;
        }
        long behind = publisher.behind();
        if (behind > 0) {
            return Status.degraded(behind + " listener(s) are too slow and miss changes until they have caught up.");
        }
        return Status.ok("Holds " + entities.things().size() + " things.");
    }

    /** Ends what is under way, writes the snapshots that make the next start quick, and closes the store. */
    @Override
    public void close() {
        subjects.close();
        if (lanes.quiesce()) {
            settle();
        } else {
            LOG.warn("A write does not end; the twin engine stops without, nothing that was acknowledged is lost");
        }
        search.close();
        lanes.close();
        publisher.close();
        readers.shutdownNow();
        retention.close();
        store.close();
    }

    /** All things and policies, also the deleted ones. */
    List<Entity> all() {
        List<Entity> all = new ArrayList<>(entities.things());
        all.addAll(entities.policies());
        return all;
    }

    private void settle() {
        try {
            journal.settle(all()).toCompletableFuture().join();
        } catch (CompletionException e) {
            LOG.warn(
                    "The twins' snapshots were not written ({}); nothing is lost, the next start is slower",
                    e.getMessage());
        }
    }

    /** The numbers of {@link TwinConfig}. */
    record Settings(
            int snapshotEvents,
            long historyEvents,
            int hotTwins,
            int cachedPolicies,
            int listenerQueue,
            long listenerPatienceMillis,
            SubjectSettings subjects,
            SearchSettings search) {

        /** The defaults of the configuration. */
        static final Settings DEFAULT = new Settings(100, 500, 10_000, 5000, 10_000, 5000, SubjectSettings.DEFAULT);

        /** With the defaults for searches. */
        Settings(
                int snapshotEvents,
                long historyEvents,
                int hotTwins,
                int cachedPolicies,
                int listenerQueue,
                long listenerPatienceMillis,
                SubjectSettings subjects) {
            this(
                    snapshotEvents,
                    historyEvents,
                    hotTwins,
                    cachedPolicies,
                    listenerQueue,
                    listenerPatienceMillis,
                    subjects,
                    SearchSettings.DEFAULT);
        }
    }
}
