// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.borough.endpoint.Address;
import org.borough.endpoint.Platform;
import org.borough.thing.BoroughException;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.elements.util.NamedThreadFactory;
import org.eclipse.californium.scandium.DtlsDatagramFilter;
import org.eclipse.californium.scandium.dtls.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open UDP port on which CoAP over DTLS is spoken. */
final class DtlsPort implements AutoCloseable {

    static final String PROTOCOL = "hono-coap";

    private static final Logger LOG = LoggerFactory.getLogger(DtlsPort.class);

    /** Work in the queue, from which on datagrams are dropped: their senders repeat what matters. */
    private static final int MOST_WORK = 20_000;

    /** A closed association takes nothing any more; it is forgotten when its last word is out. */
    private static final int FAREWELL_MILLIS = 100;

    private final CoapSettings settings;
    private final CoapPeers peers;
    private final ScheduledThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Associations associations;
    private final ForgetfulConnector connector;
    private final CoapEndpoint endpoint;
    private final RequestDoor door;

    private DtlsPort(CoapSettings settings, Platform platform, CoapPeers peers, Optional<ServerKey> key) {
        this.settings = settings;
        this.peers = peers;
        this.workers = executor(settings.threads(), "borough-coap-");
        this.timer = executor(1, "borough-coap-timer-");
        Californium stack = new Californium(settings);
        Configuration configuration = stack.configuration();
        this.associations = new Associations(peers, this::forget);
        this.connector = new ForgetfulConnector(stack.dtls(platform.registrations(), key)
                .setDatagramFilter(new LoadFilter(configuration))
                .setConnectionListener(associations)
                .build());
        this.endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setConnector(connector)
                .setDataSerializerAndParser(new UdpDataSerializer(), new StrictParser(TimeOption.registry()))
                .build();
        endpoint.setExecutors(workers, timer);
        this.door = new RequestDoor(platform, settings, peers, timer, nobody -> expel(peer -> peer == nobody));
        endpoint.setMessageDeliverer(door);
    }

    /**
     * Opens the port, or nothing when the configuration wants none.
     *
     * @throws BoroughException when it cannot be opened; the message names the key of the configuration
     */
    static Optional<DtlsPort> open(CoapSettings settings, Platform platform, CoapPeers peers, Optional<ServerKey> key) {
        Address address = settings.dtls();
        peers.ports().stopped(address.portKey());
        if (!address.wanted()) {
            return Optional.empty();
        }
        DtlsPort port = new DtlsPort(settings, platform, peers, key);
        port.start();
        return Optional.of(port);
    }

    private static ScheduledThreadPoolExecutor executor(int threads, String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(threads, new NamedThreadFactory(name));
        executor.setRemoveOnCancelPolicy(true);
        // What comes in while the port closes is not waited for.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    private void start() {
        Address address = settings.dtls();
        try {
            endpoint.start();
        } catch (IOException e) {
            release();
            String reason = PROTOCOL + " cannot listen on UDP " + address.host() + ":" + address.port() + " (key "
                    + address.portKey() + " of configuration " + CoapPortConfig.PID + "): " + e.getMessage()
                    + ". Free the port, or set another one in etc/" + CoapPortConfig.PID + ".cfg.";
            LOG.error(reason);
            peers.ports().failed(address.portKey(), reason);
            throw new BoroughException(reason, e);
        }
        peers.opened(this);
        peers.ports().listening(address.portKey(), address.host() + ":" + port() + " (UDP, DTLS)");
        LOG.info("{} devices connect to {}:{} (UDP, DTLS)", PROTOCOL, address.host(), port());
    }

    /** The port that is open, also where any free one was asked for. */
    int port() {
        InetSocketAddress address = endpoint.getAddress();
        return address.getPort();
    }

    private void forget(Connection connection) {
        timer.execute(() -> connector.forget(connection));
    }

    /** Ends the associations of some, and tells them. Does not block. */
    void expel(Predicate<Peer> which) {
        Filter<Connection> filter = connection -> {
            InetSocketAddress address = connection.getPeerAddress();
            if (address != null
                    && Peer.behind(connection.getEstablishedPeerIdentity())
                            .filter(which)
                            .isPresent()) {
                connector.close(address);
            }
            return false;
        };
        connector.startForEach(filter);
        Filter<Principal> closed =
                principal -> Peer.behind(principal).filter(which).isPresent();
        timer.schedule(
                () -> connector.startTerminateConnectionsForPrincipal(closed), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends waiting for commands, lets what is under way be answered, closes. */
    @Override
    public void close() {
        if (workers.isShutdown()) {
            return;
        }
        peers.closed(this);
        associations.established().forEach(Peer::hurry);
        door.drain();
        endpoint.stop();
        release();
        peers.ports().stopped(settings.dtls().portKey());
    }

    private void release() {
        endpoint.destroy();
        workers.shutdownNow();
        timer.shutdownNow();
        associations.end();
    }

    /** Drops datagrams while there is more work than memory should hold. */
    private final class LoadFilter extends DtlsDatagramFilter {

        LoadFilter(Configuration configuration) {
            super(configuration);
        }

        @Override
        public boolean onReceiving(DatagramPacket packet) {
            return workers.getQueue().size() < MOST_WORK && super.onReceiving(packet);
        }
    }
}
