// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.borough.thing.Health;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.borough.twin.Interest;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;
import org.borough.twin.ditto.topic.ReadingTopic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the twins of a Ditto, before those of the embedded engine. There only when it is configured. */
@Component(
        service = {Twins.class, Health.class},
        configurationPid = TwinDittoConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        property = "service.ranking:Integer=100")
@Designate(ocd = TwinDittoConfig.class)
public final class TwinDittoComponent implements Twins, Health {

    private final DittoCity city;
    private volatile Commands commands;

    /** Checks the configuration and begins to connect. */
    @Activate
    public TwinDittoComponent(TwinDittoConfig config) {
        city = new DittoCity(Settings.of(config), () -> Optional.ofNullable(commands));
    }

    /** The router needs twins, and messages need the router: so it comes later, and may go. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCommands(Commands router) {
        commands = router;
    }

    void unbindCommands(Commands router) {
        if (commands == router) {
            commands = null;
        }
    }

    /** Where readings go when they are to go by Kafka. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTopic(ReadingTopic topic) {
        city.bind(topic);
    }

    void unbindTopic(ReadingTopic topic) {
        city.unbind(topic);
    }

    /** Ends the connections. What was not answered is refused. */
    @Deactivate
    public void close() {
        city.close();
    }

    @Override
    public String subject() {
        return "twin-ditto";
    }

    @Override
    public Status status() {
        return city.status();
    }

    @Override
    public Optional<Twin> get(ThingId thing) {
        return city.twins().get(thing);
    }

    @Override
    public List<Twin> find(Interest interest) {
        return city.twins().find(interest);
    }

    @Override
    public CompletionStage<Void> report(ThingId thing, List<Reading<?>> readings, Cause cause) {
        return city.twins().report(thing, readings, cause);
    }

    @Override
    public CompletionStage<Void> desire(ThingId thing, List<Setting> settings, Cause cause) {
        return city.twins().desire(thing, settings, cause);
    }

    @Override
    public CompletionStage<Void> merge(ThingId thing, String json, Cause cause) {
        return city.twins().merge(thing, json, cause);
    }

    @Override
    public CompletionStage<Provisioned> provision(ThingId thing, String thingJson, String policyJson, Cause cause) {
        return city.twins().provision(thing, thingJson, policyJson, cause);
    }

    @Override
    public CompletionStage<Void> delete(ThingId thing, Cause cause) {
        return city.twins().delete(thing, cause);
    }

    @Override
    public Subscription listen(Interest interest, TwinListener listener) {
        return city.twins().listen(interest, listener);
    }
}
