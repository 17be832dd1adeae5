// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.borough.adapter.Adapters;
import org.borough.adapter.DeviceAdapter;
import org.borough.connect.Acknowledgement;
import org.borough.connect.CommandAsker;
import org.borough.connect.CommandResponse;
import org.borough.connect.CommandTarget;
import org.borough.connect.DeviceCommand;
import org.borough.connect.DeviceCommands;
import org.borough.connect.DeviceId;
import org.borough.connect.DownlinkSink;
import org.borough.connect.Downlinks;
import org.borough.connect.Envelope;
import org.borough.connect.Intake;
import org.borough.connect.Message;
import org.borough.connect.Quarantine;
import org.borough.connect.RegistrationListener;
import org.borough.connect.Registrations;
import org.borough.connect.UplinkMirror;
import org.borough.connect.UplinkTap;
import org.borough.connect.Uplinks;
import org.borough.store.Stores;
import org.borough.thing.BoroughException;
import org.borough.thing.Command;
import org.borough.thing.Health;
import org.borough.thing.Outcome;
import org.borough.thing.Status;
import org.borough.thing.Subscription;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.borough.twin.Twins;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The router's services: every call goes on to the part that does it. */
@Component(
        configurationPid = RouterConfig.PID,
        immediate = true,
        service = {
            Uplinks.class,
            Downlinks.class,
            Quarantine.class,
            UplinkTap.class,
            Adapters.class,
            Commands.class,
            DeviceCommands.class,
            Health.class,
            RegistrationListener.class
        })
@Designate(ocd = RouterConfig.class)
public final class RouterComponent
        implements Uplinks,
                Downlinks,
                Quarantine,
                UplinkTap,
                Adapters,
                Commands,
                DeviceCommands,
                Health,
                RegistrationListener {

    private static final Logger LOG = LoggerFactory.getLogger(RouterComponent.class);
    private static final String MODEL = "org.borough.adapter.model";
    private static final String FORMAT = "org.borough.envelope.format";

    private final TimedAlarms alarms;
    private final Router router;

    /** Opens the stores; uplinks are taken from now on. */
    @Activate
    public RouterComponent(RouterConfig config, @Reference Twins twins, @Reference Stores stores) {
        Limits limits = Limits.of(config);
        Clock clock = Clock.systemUTC();
        this.alarms = new TimedAlarms(clock);
        this.router = open(limits, twins, Shelves.open(stores), clock);
        alarms.every(router.tickPeriod(), router::tick);
    }

    private Router open(Limits limits, Twins twins, Shelves shelves, Clock clock) {
        try {
            return new Router(limits, twins, shelves, alarms, clock);
        } catch (BoroughException e) {
            shelves.close();
            alarms.close();
            throw e;
        }
    }

    /** Takes up what was left, after the adapters at hand are bound. */
    @Activate
    void start() {
        try {
            router.start();
        } catch (BoroughException e) {
            stop();
            throw e;
        }
    }

    @Deactivate
    void stop() {
        router.stop();
        alarms.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRegistrations(ServiceReference<Registrations> reference, Registrations registrations) {
        router.addRegistrations(reference, registrations);
    }

    void unbindRegistrations(ServiceReference<Registrations> reference) {
        router.removeRegistrations(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAdapter(ServiceReference<DeviceAdapter> reference, DeviceAdapter adapter) {
        List<String> models = strings(reference.getProperty(MODEL));
        Bundle bundle = reference.getBundle();
        if (models.isEmpty() || bundle == null) {
            LOG.warn("An adapter of {} names no model; annotate it with @AdapterFor", bundle);
            return;
        }
        router.adapters()
                .add(
                        reference,
                        adapter,
                        bundle.getSymbolicName(),
                        bundle.getVersion().toString(),
                        models);
    }

    void unbindAdapter(ServiceReference<DeviceAdapter> reference) {
        router.adapters().remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEnvelope(Envelope envelope, Map<String, Object> properties) {
        strings(properties.get(FORMAT)).forEach(format -> router.addEnvelope(format, envelope));
    }

    void unbindEnvelope(Envelope envelope, Map<String, Object> properties) {
        strings(properties.get(FORMAT)).forEach(format -> router.removeEnvelope(format, envelope));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindMirror(UplinkMirror mirror) {
        router.mirrors().add(mirror);
    }

    void unbindMirror(UplinkMirror mirror) {
        router.mirrors().remove(mirror);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAsker(CommandAsker asker) {
        router.askers().add(asker);
    }

    void unbindAsker(CommandAsker asker) {
        router.askers().remove(asker);
    }

    private static List<String> strings(Object property) {
        if (property instanceof String[] several) {
            return List.of(several);
        }
        return property instanceof String one ? List.of(one) : List.of();
    }

    @Override
    public Intake accept(Message message) {
        return router.uplinks().accept(message);
    }

    @Override
    public Subscription open(CommandTarget target, DownlinkSink sink) {
        return router.downlinks().open(target, sink);
    }

    @Override
    public CompletionStage<Acknowledgement> respond(CommandResponse response) {
        return router.downlinks().respond(response);
    }

    @Override
    public long size() {
        return router.quarantine().size();
    }

    @Override
    public List<Quarantine.Entry> latest(int limit) {
        return router.quarantine().latest(limit);
    }

    @Override
    public CompletionStage<Replay> replay(String thing) {
        return router.quarantine().replay(thing);
    }

    @Override
    public Subscription watch(Consumer<Seen> watcher) {
        return router.taps().watch(watcher);
    }

    @Override
    public List<Adapters.Entry> list() {
        return router.adapters().list();
    }

    @Override
    public CompletionStage<Outcome> ask(Request request) {
        return router.commands().ask(request);
    }

    @Override
    public CompletionStage<Outcome> ask(Command.Message command) {
        return router.commands().ask(command);
    }

    @Override
    public CompletionStage<Outcome> ask(ThingId thing, String feature, String subject, String json, Cause cause) {
        return router.commands().ask(thing, feature, subject, json, cause);
    }

    @Override
    public List<Pending> pending(String thing) {
        return router.commands().pending(thing);
    }

    @Override
    public CompletionStage<Void> send(DeviceCommand command) {
        return router.direct().send(command);
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        router.registrationChanged(device);
    }

    @Override
    public String subject() {
        return "router";
    }

    @Override
    public Status status() {
        return router.status();
    }
}
