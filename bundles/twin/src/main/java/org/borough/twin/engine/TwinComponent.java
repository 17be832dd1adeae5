// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.borough.engine.Audience;
import org.borough.engine.Census;
import org.borough.engine.Engine;
import org.borough.engine.Happening;
import org.borough.engine.PersistedEvents;
import org.borough.engine.Recordings;
import org.borough.engine.ThingModels;
import org.borough.store.Stores;
import org.borough.thing.BoroughException;
import org.borough.thing.Health;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Entitlements;
import org.borough.twin.History;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.base.model.signals.commands.streaming.SubscribeForPersistedEvents;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommandResponse;
import org.eclipse.ditto.policies.model.signals.announcements.PolicyAnnouncement;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the engine by both of its ports; owns its store and threads. */
@Component(
        service = {Twins.class, Engine.class, Entitlements.class, History.class, Recordings.class, Health.class},
        configurationPid = "org.borough.twin",
        immediate = true)
@Designate(ocd = TwinConfig.class)
public final class TwinComponent implements Twins, Engine, Entitlements, History, Recordings, Health {

    private final TwinEngine engine;

    /** Checks the configuration, opens the store and reads everything. */
    @Activate
    public TwinComponent(@Reference Stores stores, TwinConfig config) {
        TwinEngine.Settings settings = new TwinEngine.Settings(
                (int) atLeast(1, config.snapshotEvents(), "snapshotEvents"),
                atLeast(1, config.historyEvents(), "historyEvents"),
                (int) atLeast(1, config.hotTwins(), "hotTwins"),
                (int) atLeast(1, config.cachedPolicies(), "cachedPolicies"),
                (int) atLeast(1, config.listenerQueue(), "listenerQueue"),
                atLeast(0, config.listenerPatienceMillis(), "listenerPatienceMillis"),
                subjects(config),
                new SearchSettings(
                        atLeast(0, config.searchIndexMegabytes(), "searchIndexMegabytes") << 20,
                        atLeast(1, config.searchTimeoutSeconds(), "searchTimeoutSeconds")));
        this.engine = new TwinEngine(stores.open("twins"), settings, List.of(config.recorded()), Clock.systemUTC());
    }

    /** Models come and go; without them definitions are only text. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindModels(ThingModels models) {
        engine.modelling().bind(models);
    }

    /** Forgets them when they go. */
    public void unbindModels(ThingModels models) {
        engine.modelling().unbind(models);
    }

    private static SubjectSettings subjects(TwinConfig config) {
        return new SubjectSettings(
                seconds(1, config.subjectExpiryGranularitySeconds(), "subjectExpiryGranularitySeconds"),
                seconds(1, config.subjectAnnouncementGranularitySeconds(), "subjectAnnouncementGranularitySeconds"),
                seconds(0, config.subjectAnnouncementGraceSeconds(), "subjectAnnouncementGraceSeconds"),
                seconds(
                        0,
                        config.subjectAnnouncementRandomizationSeconds(),
                        "subjectAnnouncementRandomizationSeconds"));
    }

    private static Duration seconds(long least, long value, String key) {
        return Duration.ofSeconds(atLeast(least, value, key));
    }

    /** Ends what is under way and closes the store. */
    @Deactivate
    public void close() {
        engine.close();
    }

    @Override
    public String subject() {
        return "twin";
    }

    @Override
    public Status status() {
        return engine.status();
    }

    @Override
    public Optional<Census> census() {
        return Optional.of(engine.census());
    }

    @Override
    public CompletionStage<CommandResponse<?>> execute(Command<?> command) {
        return engine.engine().execute(command);
    }

    @Override
    public Subscription subscribe(AuthorizationContext reader, Consumer<Event<?>> subscriber) {
        return engine.engine().subscribe(reader, subscriber);
    }

    @Override
    public Subscription follow(Consumer<Happening> follower) {
        return engine.engine().follow(follower);
    }

    @Override
    public Audience admit(Signal<?> live) {
        return engine.engine().admit(live);
    }

    @Override
    public boolean wantsLive(ThingQueryCommand<?> query) {
        return engine.engine().wantsLive(query);
    }

    @Override
    public Subscription announcements(AuthorizationContext reader, Consumer<PolicyAnnouncement<?>> subscriber) {
        return engine.engine().announcements(reader, subscriber);
    }

    @Override
    public void acknowledge(Acknowledgement acknowledgement) {
        engine.engine().acknowledge(acknowledgement);
    }

    @Override
    public CompletionStage<CommandResponse<?>> check(MessageCommandResponse<?, ?> answer) {
        return engine.engine().check(answer);
    }

    @Override
    public CompletionStage<PersistedEvents> persisted(SubscribeForPersistedEvents wanted) {
        return engine.engine().persisted(wanted);
    }

    @Override
    public Optional<Decision> ofThing(ThingId thing, Collection<String> subjects, String resource, String permission) {
        return engine.entitlements().ofThing(thing, subjects, resource, permission);
    }

    @Override
    public Optional<Decision> ofPolicy(
            String policyId, Collection<String> subjects, String resource, String permission) {
        return engine.entitlements().ofPolicy(policyId, subjects, resource, permission);
    }

    @Override
    public Extent extent(String entityId, Collection<String> subjects, String resource, String permission) {
        return engine.entitlements().extent(entityId, subjects, resource, permission);
    }

    @Override
    public Optional<Overview> overview(ThingId thing) {
        return engine.entitlements().overview(thing);
    }

    @Override
    public List<Visible> visible(Collection<String> subjects) {
        return engine.entitlements().visible(subjects);
    }

    @Override
    public CompletionStage<Recordings.Page> read(Recordings.Wanted wanted) {
        return engine.values().read(wanted);
    }

    @Override
    public Optional<Duration> recorded(ThingId thing, Property<?> property) {
        return engine.values().recorded(thing, property);
    }

    @Override
    public <T> CompletionStage<List<Reading<T>>> readings(
            ThingId thing, Property<T> property, History.Span span, int most) {
        return engine.values().readings(thing, property, span, most);
    }

    @Override
    public CompletionStage<List<History.Bucket>> buckets(
            ThingId thing, Property<?> property, History.Span span, Duration resolution, int most) {
        return engine.values().buckets(thing, property, span, resolution, most);
    }

    @Override
    public Optional<Twin> get(ThingId thing) {
        return engine.twins().get(thing);
    }

    @Override
    public List<Twin> find(Interest interest) {
        return engine.twins().find(interest);
    }

    @Override
    public CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
        return engine.twins().report(thing, readings, cause);
    }

    @Override
    public CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
        return engine.twins().desire(thing, settings, cause);
    }

    @Override
    public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
        return engine.twins().merge(thing, json, cause);
    }

    @Override
    public CompletionStage<Provisioned> provision(ThingId thing, String thingJson, String policyJson, Cause cause) {
        return engine.twins().provision(thing, thingJson, policyJson, cause);
    }

    @Override
    public CompletionStage<Void> delete(ThingId thing, Cause cause) {
        return engine.twins().delete(thing, cause);
    }

    @Override
    public Subscription listen(Interest interest, TwinListener listener) {
        return engine.twins().listen(interest, listener);
    }

    private static long atLeast(long least, long value, String key) {
        if (value < least) {
            throw new BoroughException(
                    "org.borough.twin: " + key + " is " + value + "; it must be " + least + " or more.");
        }
        return value;
    }
}
