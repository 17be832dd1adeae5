// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borough.connections.mapping.Mappers;
import org.borough.connections.placeholder.Placeholders;
import org.borough.connections.transport.Incoming;
import org.borough.connections.transport.Incoming.Fate;
import org.borough.connections.transport.Transport;
import org.borough.connections.transport.TransportException;
import org.borough.connections.transport.TransportListener;
import org.borough.ditto.signals.SignalSession;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.FilteredTopic;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.connectivity.model.Target;
import org.eclipse.ditto.connectivity.model.Topic;
import org.eclipse.ditto.connectivity.model.signals.announcements.ConnectionClosedAnnouncement;
import org.eclipse.ditto.connectivity.model.signals.announcements.ConnectionOpenedAnnouncement;
import org.eclipse.ditto.connectivity.model.signals.announcements.ConnectivityAnnouncement;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is to be open, from then until it is to be closed: it is opened anew whenever it breaks. */
public final class Line implements TransportListener {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Connection connection;
    private final City city;
    private final Monitor monitor;
    private final Outbound outbound;
    private final Serial arriving;
    private final Voice voice;
    private final Map<Integer, Inbound> sources = new LinkedHashMap<>();
    private final Map<Target, Outbound.Way> ways = new LinkedHashMap<>();
    private final Set<String> declared;
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<SignalSession> sessions = new ArrayList<>();
    private volatile boolean paused;
    private volatile Health health;
    private Optional<Transport> transport = Optional.empty();
    private Optional<Future<?>> retry = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private volatile boolean ended;

    /** How the line is. */
    public record Health(State state, String details, Instant since) {}

    /** What a line can be. */
    public enum State {
        OPENING,
        OPEN,
        BROKEN,
        GIVEN_UP,
        CLOSED
    }

    public Line(Connection connection, City city, Monitor monitor) {
        this.connection = connection;
        this.city = city;
        this.monitor = monitor;
        this.health = new Health(State.CLOSED, "", city.clock().instant());
        this.arriving = new Serial(city.threads());
        this.voice = new Voice(city.exchange());
        Mappers mappers = new Mappers(connection, city.scripts());
        Map<String, AuthorizationContext> subjects = new LinkedHashMap<>();
        connection.getTargets().forEach(target -> subjects.put(target.getAddress(), target.getAuthorizationContext()));
        this.outbound = new Outbound(
                connection.getId(),
                monitor,
                new Acknowledger(connection.getId(), voice, monitor, subjects),
                city.maxQueued(),
                city.threads());
        connection.getTargets().forEach(target -> ways.put(target, way(target, mappers)));
        connection.getSources().forEach(source -> {
            Replies replies = new Replies(
                    source,
                    mappers.of(source.getPayloadMapping()),
                    outbound,
                    new Diversion(connection, source, monitor, city.lines()));
            voice.streams().add(source.getIndex(), replies);
            sources.put(
                    source.getIndex(),
                    new Inbound(connection, source, mappers.of(source.getPayloadMapping()), voice, monitor, replies));
        });
        this.declared = labels(
                connection.getSources().stream().flatMap(source -> source.getDeclaredAcknowledgementLabels().stream()));
    }

    private Outbound.Way way(Target target, Mappers mappers) {
        return new Outbound.Way(
                LogCategory.TARGET,
                target.getAddress(),
                target.getHeaderMapping().getMapping(),
                target.getQos(),
                mappers.of(target.getPayloadMapping()),
                target.getIssuedAcknowledgementLabel().map(this::resolved));
    }

    private String resolved(AcknowledgementLabel label) {
        ExpressionResolver resolver = Placeholders.ofConnection(connection.getId());
        return PlaceholderFilter.apply(label.toString(), resolver);
    }

    /** Labels of this connection's own; those of Ditto need no declaration. */
    private Set<String> labels(Stream<AcknowledgementLabel> labels) {
        return labels.map(this::resolved)
                .filter(label -> label.startsWith(connection.getId().toString()))
                .collect(Collectors.toSet());
    }

    public Health health() {
        return health;
    }

    /** How many messages that came are not done with yet. */
    public int underWay() {
        return underWay.get();
    }

    /** Opens the line. The first attempt is told of; when it fails and the document allows, more follow. */
    public CompletionStage<Void> open() {
        try {
            follow();
        } catch (DittoRuntimeException e) {
            close();
            return CompletableFuture.failedFuture(e);
        }
        return connect();
    }

    private synchronized void follow() {
        Set<String> all = labels(
                connection.getTargets().stream().flatMap(target -> target.getIssuedAcknowledgementLabel().stream()));
        all.addAll(declared);
        Stream.concat(
                        connection.getTargets().stream().map(Target::getAuthorizationContext),
                        connection.getSources().stream().map(Source::getAuthorizationContext))
                .findFirst()
                .ifPresent(who -> voice.open(who, connection.getId().toString(), all));
        connection.getTargets().forEach(this::follow);
    }

    private void follow(Target target) {
        Set<String> labels = labels(target.getIssuedAcknowledgementLabel().stream());
        labels.addAll(declared);
        Once once = new Once(target.getTopics().size());
        int index = 0;
        for (FilteredTopic topic : target.getTopics()) {
            Follower follower = new Follower(outbound, ways.get(target), once, index++);
            Follower.follow(
                            city.exchange(),
                            topic,
                            target.getAuthorizationContext(),
                            connection.getId().toString(),
                            labels,
                            follower)
                    .ifPresent(sessions::add);
        }
    }

    private synchronized CompletionStage<Void> connect() {
        if (ended) {
            return CompletableFuture.completedFuture(null);
        }
        become(State.OPENING, "The connection is being opened.");
        Transport fresh = city.transports().of(connection, this);
        transport = Optional.of(fresh);
        CompletableFuture<Void> opened = fresh.open().toCompletableFuture();
        return opened.orTimeout(city.openTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        connected(fresh);
                    } else {
                        fresh.close();
                        broke("The connection could not be opened: " + Words.of(Words.cause(failure)));
                    }
                });
    }

    private synchronized void connected(Transport fresh) {
        if (ended) {
            fresh.close();
            return;
        }
        pause = FIRST_PAUSE;
        paused = false;
        become(State.OPEN, "CONNECTED");
        monitor.success(Step.ofConnection("The connection is open."));
        LOG.info("The connection {} is open.", connection.getId());
        announce(
                ConnectionOpenedAnnouncement.of(connection.getId(), city.clock().instant(), headers()));
        outbound.connected(fresh);
    }

    private DittoHeaders headers() {
        return DittoHeaders.newBuilder().randomCorrelationId().build();
    }

    private void announce(ConnectivityAnnouncement<?> announcement) {
        ways.forEach((target, way) -> {
            boolean wanted =
                    target.getTopics().stream().anyMatch(topic -> topic.getTopic() == Topic.CONNECTION_ANNOUNCEMENTS);
            if (wanted) {
                outbound.offer(new Outbound.Item(
                        way,
                        DittoProtocolAdapter.newInstance().toAdaptable(announcement),
                        Optional.empty(),
                        announcement.getDittoHeaders()));
            }
        });
    }

    /** Takes the answer to a command of another connection, if it may be sent over this one. */
    boolean takeDiverted(ConnectionId from, int source, CommandResponse<?> response, DittoHeaders command) {
        List<Target> targets = connection.getTargets();
        if (targets.isEmpty() || !Diversion.isAuthorized(connection, from)) {
            return false;
        }
        Map<String, String> headers = new LinkedHashMap<>(command);
        headers.putAll(response.getDittoHeaders());
        outbound.offer(new Outbound.Item(
                ways.get(targets.get(Math.min(source, targets.size() - 1))),
                DittoProtocolAdapter.newInstance().toAdaptable(response),
                Optional.empty(),
                headers));
        return true;
    }

    private void become(State state, String details) {
        health = new Health(state, details, city.clock().instant());
    }

    @Override
    public void troubled(String why) {
        monitor.failure(Step.ofConnection(why), why);
    }

    @Override
    public void lost(String why) {
        broke(why);
    }

    private synchronized void broke(String why) {
        if (ended) {
            return;
        }
        outbound.disconnected();
        transport = Optional.empty();
        monitor.failure(Step.ofConnection(why), why);
        if (!connection.isFailoverEnabled()) {
            become(State.GIVEN_UP, why);
            LOG.warn(
                    "The connection {} is broken and stays so, since its failover is not enabled: {}",
                    connection.getId(),
                    why);
            return;
        }
        if (pause.equals(FIRST_PAUSE)) {
            LOG.warn("The connection {} is broken and is tried again until it works: {}", connection.getId(), why);
        }
        become(State.BROKEN, why);
        retry = Optional.of(city.timer().schedule(this::connect, pause.toMillis(), TimeUnit.MILLISECONDS));
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(city.reconnectMax()) > 0 ? city.reconnectMax() : doubled;
    }

    @Override
    public void received(Incoming message) {
        if (underWay.incrementAndGet() >= city.maxUnderWay() && !paused) {
            pause();
        }
        arriving.execute(() -> {
            if (ended) {
                // What comes after the line was closed is not acknowledged, so it stays with its sender.
                return;
            }
            Inbound inbound = sources.get(message.source());
            inbound.take(message).whenComplete((fate, failure) -> done(message, failure == null ? fate : Fate.AGAIN));
        });
    }

    private void done(Incoming message, Fate fate) {
        message.settlement().settle(fate);
        if (underWay.decrementAndGet() <= city.maxUnderWay() / 2 && paused) {
            resume();
        }
    }

    private synchronized void pause() {
        paused = true;
        transport.ifPresent(Transport::pause);
    }

    private synchronized void resume() {
        paused = false;
        transport.ifPresent(Transport::resume);
    }

    /** Closes the line for good. */
    public void close() {
        Optional<Transport> open;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            retry.ifPresent(next -> next.cancel(false));
            sessions.forEach(SignalSession::close);
            sessions.clear();
            voice.close();
            open = transport;
        }
        if (health.state() == State.OPEN) {
            announce(ConnectionClosedAnnouncement.of(
                    connection.getId(), city.clock().instant(), headers()));
        }
        become(State.CLOSED, "The connection is closed.");
        outbound.finish(() -> open.ifPresent(Transport::close));
    }

    /** Opens the line once, to see whether that works, and closes it again. */
    public CompletionStage<Void> test() {
        Transport trial = city.transports().of(connection, this);
        synchronized (this) {
            ended = true;
        }
        CompletableFuture<Void> opened = trial.open().toCompletableFuture();
        return opened.orTimeout(city.openTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> trial.close());
    }

    /** What went wrong, as an exception of the transport. */
    public static Optional<TransportException> refusal(Throwable failure) {
        return Words.cause(failure) instanceof TransportException refused ? Optional.of(refused) : Optional.empty();
    }
}
