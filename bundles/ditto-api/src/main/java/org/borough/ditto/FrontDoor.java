// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.borough.access.token.Tokens;
import org.borough.ditto.auth.SessionTokens;
import org.borough.ditto.live.Hub;
import org.borough.ditto.policies.TokenActions;
import org.borough.ditto.search.Searches;
import org.borough.ditto.signals.Party;
import org.borough.ditto.signals.SignalExchange;
import org.borough.ditto.signals.SignalReceiver;
import org.borough.ditto.signals.SignalSession;
import org.borough.ditto.signals.SignalStreams;
import org.borough.ditto.signals.StreamReceiver;
import org.borough.ditto.socket.SocketFeature;
import org.borough.ditto.streams.PersistedEventStreams;
import org.borough.engine.Engine;
import org.borough.engine.Recordings;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.twin.Commands;
import org.borough.twin.Entitlements;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.CommandResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** What the HTTP, SSE and WebSocket doors share: the engine, the settings and the threads that carry answers. */
@Component(
        service = {FrontDoor.class, Health.class, SignalExchange.class},
        configurationPid = FrontDoor.PID)
@Designate(ocd = DittoApiConfig.class)
public final class FrontDoor implements Health, SignalExchange {

    static final String PID = "org.borough.ditto.api";

    private final Engine engine;
    private final Settings settings;
    private final ExecutorService carriers;
    private final ScheduledExecutorService timer;
    private final Map<EventStream, Runnable> streams = new ConcurrentHashMap<>();
    private final Map<SocketSession, Runnable> sockets = new ConcurrentHashMap<>();
    private final AtomicLong cutOff = new AtomicLong();
    private final Hub hub;

    private final List<SocketFeature> socketFeatures;

    private volatile Commands commands;
    private volatile Tokens tokens;
    private volatile Entitlements entitlements;
    private TokenActions tokenActions = new TokenActions(TokenActions.USUAL);
    private volatile Recordings recordings;

    @Activate
    public FrontDoor(@Reference Engine engine, DittoApiConfig config) {
        this(engine, Settings.of(config));
        tokenActions = new TokenActions(config.tokenIntegrationSubject());
    }

    FrontDoor(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        // Carriers never block: answers are buffered whole and streams are written when the socket is ready. So the
        // queue stays as short as the engine is fast, and what waits in it is bounded by the callers' own limits.
        carriers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("ditto-api-carrier"),
                new ThreadPoolExecutor.DiscardPolicy());
        timer = timer(threads("ditto-api-timer"));
        socketFeatures = List.of(
                new PersistedEventStreams(engine),
                new Searches(engine),
                new SessionTokens(() -> Optional.ofNullable(tokens)));
        Messenger devices = new Messenger(() -> Optional.ofNullable(commands), settings.maxPayloadBytes());
        hub = new Hub(engine, devices, timer, settings.timeout());
    }

    /** The router comes and goes; everything but messages works without it. */
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

    /** Where nobody keeps a history, there is none to ask for. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecordings(Recordings history) {
        recordings = history;
    }

    void unbindRecordings(Recordings history) {
        if (recordings == history) {
            recordings = null;
        }
    }

    Optional<Recordings> recordings() {
        return Optional.ofNullable(recordings);
    }

    /** Another configuration of issuers is another service. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTokens(Tokens bearers) {
        tokens = bearers;
    }

    void unbindTokens(Tokens bearers) {
        if (tokens == bearers) {
            tokens = null;
        }
    }

    /** Who may do what, of the engine that keeps the policies itself. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEntitlements(Entitlements book) {
        entitlements = book;
    }

    void unbindEntitlements(Entitlements book) {
        if (entitlements == book) {
            entitlements = null;
        }
    }

    Entitlements entitlements() {
        Entitlements book = entitlements;
        if (book == null) {
            throw GatewayException.unavailable("policies are kept elsewhere");
        }
        return book;
    }

    TokenActions tokenActions() {
        return tokenActions;
    }

    @Deactivate
    void close() {
        streams.values().forEach(Runnable::run);
        sockets.values().forEach(Runnable::run);
        timer.shutdownNow();
        carriers.shutdown();
    }

    Engine engine() {
        return engine;
    }

    @Override
    public CompletionStage<Optional<CommandResponse<?>>> send(Signal<?> signal) {
        return hub.send(signal);
    }

    @Override
    public SignalSession open(Party party, SignalReceiver receiver) {
        return hub.open(party, receiver);
    }

    @Override
    public SignalStreams streams(StreamReceiver receiver) {
        return hub.streams(receiver);
    }

    /** What else WebSockets understand. */
    List<SocketFeature> socketFeatures() {
        return socketFeatures;
    }

    Settings settings() {
        return settings;
    }

    Executor carriers() {
        return carriers;
    }

    /** An outbox for one reader, with the room that every reader has. */
    Outbox outbox() {
        return new Outbox(settings.maxQueuedEvents(), settings.maxQueuedBytes(), carriers);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** The open event streams and how to end each. */
    Map<EventStream, Runnable> streams() {
        return streams;
    }

    /** The open WebSockets and how to end each. */
    Map<SocketSession, Runnable> sockets() {
        return sockets;
    }

    void countCutOff() {
        cutOff.incrementAndGet();
    }

    @Override
    public String subject() {
        return "ditto-api";
    }

    @Override
    public Status status() {
        return Status.ok("serves /api/2 and /ws/2: %d event streams, %d WebSockets, %d slow readers cut off since start"
                .formatted(streams.size(), sockets.size(), cutOff.get()));
    }

    /** What is cancelled is forgotten at once: most that is timed, say the end of a token, never comes. */
    private static ScheduledExecutorService timer(ThreadFactory threads) {
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, threads);
        one.setRemoveOnCancelPolicy(true);
        return one;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
