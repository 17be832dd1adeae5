// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One real Kafka broker (KRaft) in a process of its own, on loopback, with its data in a temporary folder. It makes topics
 * by itself. It can be killed and started again on the same ports with the same data; it ends with the process that
 * started it.
 */
public final class Broker implements AutoCloseable {

    /** The user whom the SASL listener knows, by PLAIN and SCRAM-SHA-256. */
    public static final String USER = "borough";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "open-sesame";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Path settings;
    private final int port;
    private final int saslPort;
    private final int tlsPort;
    private Child child;

    private Broker(Path folder, Path settings, int port, int saslPort, int tlsPort) {
        this.folder = folder;
        this.settings = settings;
        this.port = port;
        this.saslPort = saslPort;
        this.tlsPort = tlsPort;
    }

    /** Starts one whose new topics get so many partitions. Returns when it serves. */
    public static Broker start(int partitions) {
        return start(partitions, false);
    }

    /** Starts one that listens with TLS too, with a certificate of its own. */
    public static Broker startWithTls(int partitions) {
        return start(partitions, true);
    }

    private static Broker start(int partitions, boolean tls) {
        try {
            Path folder = Files.createTempDirectory("borough-kafka-");
            int[] ports = freePorts();
            Path settings = folder.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(settings)) {
                Properties properties = properties(folder, ports, partitions);
                if (tls) {
                    tls(properties, folder, ports[3]);
                }
                properties.store(out, null);
            }
            Broker broker = new Broker(folder, settings, ports[0], ports[1], ports[3]);
            broker.restart();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket two = new ServerSocket(0, 1, loopback);
                ServerSocket three = new ServerSocket(0, 1, loopback);
                ServerSocket four = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), two.getLocalPort(), three.getLocalPort(), four.getLocalPort()};
        }
    }

    private static Properties properties(Path folder, int[] ports, int partitions) {
        String plain = "PLAINTEXT://127.0.0.1:" + ports[0];
        String sasl = "SASL_PLAINTEXT://127.0.0.1:" + ports[1];
        String module = "org.apache.kafka.common.security.";
        Properties all = new Properties();
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", "1");
        all.setProperty("controller.quorum.voters", "1@127.0.0.1:" + ports[2]);
        all.setProperty("controller.listener.names", "CONTROLLER");
        all.setProperty("listeners", plain + "," + sasl + ",CONTROLLER://127.0.0.1:" + ports[2]);
        all.setProperty("advertised.listeners", plain + "," + sasl);
        all.setProperty(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.setProperty("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256");
        all.setProperty(
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                module + "plain.PlainLoginModule required user_" + USER + "=\"" + PASSWORD + "\";");
        all.setProperty(
                "listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config",
                module + "scram.ScramLoginModule required;");
        all.setProperty("log.dirs", folder.resolve("data").toString());
        all.setProperty("auto.create.topics.enable", "true");
        all.setProperty("num.partitions", Integer.toString(partitions));
        all.setProperty("offsets.topic.replication.factor", "1");
        all.setProperty("offsets.topic.num.partitions", "1");
        all.setProperty("transaction.state.log.replication.factor", "1");
        all.setProperty("transaction.state.log.min.isr", "1");
        all.setProperty("transaction.state.log.num.partitions", "1");
        // So that tests need not wait long for a member that died.
        all.setProperty("group.initial.rebalance.delay.ms", "0");
        all.setProperty("group.min.session.timeout.ms", "1000");
        all.setProperty("log.cleaner.enable", "false");
        return all;
    }

    private static void tls(Properties all, Path folder, int port) throws IOException {
        Certificate certificate = Certificate.make(folder);
        String tls = ",SSL://127.0.0.1:" + port;
        all.merge("listeners", tls, (known, more) -> known.toString() + more);
        all.merge("advertised.listeners", tls, (known, more) -> known.toString() + more);
        all.merge("listener.security.protocol.map", ",SSL:SSL", (known, more) -> known.toString() + more);
        all.setProperty("ssl.keystore.type", "PKCS12");
        all.setProperty("ssl.keystore.location", certificate.store().toString());
        all.setProperty("ssl.keystore.password", Certificate.PASSWORD);
        all.setProperty("ssl.key.password", Certificate.PASSWORD);
    }

    /** Where it listens with TLS, if it does. */
    public String tlsBootstrapServers() {
        return "127.0.0.1:" + tlsPort;
    }

    /** The certificate of the TLS listener, as PEM. */
    public String certificate() {
        return Certificate.pem(folder);
    }

    /** Where it listens without any security. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where it listens with SASL (PLAIN or SCRAM-SHA-256), without TLS. */
    public String saslBootstrapServers() {
        return "127.0.0.1:" + saslPort;
    }

    /** Its process. */
    public long pid() {
        return child.pid();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        child.kill();
    }

    /** Stops it in good order. */
    public void stop() {
        child.close();
    }

    /** Starts it again, after {@link #kill()} or {@link #stop()}: the same ports, the same data. */
    public void restart() {
        List<String> options = List.of(
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        child = Child.start(BrokerMain.class, folder, options, List.of(settings.toString()), PATIENCE);
    }

    /** Kills it and removes its data. */
    @Override
    public void close() {
        child.kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
