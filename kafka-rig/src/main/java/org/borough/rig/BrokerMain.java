// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** The broker's process: its properties file is the only argument. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        Lifetime.limit();
        // Kafka prints to standard output too, which belongs to the lines for the parent.
        PrintStream out = System.out;
        System.setOut(System.err);
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(arguments[0])) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            String[] format = {
                "format",
                "--cluster-id",
                "Ym9yb3VnaC1yaWctMDAwMQ",
                "--config",
                arguments[0],
                "--add-scram",
                "SCRAM-SHA-256=[name=" + Broker.USER + ",password=" + Broker.PASSWORD + "]"
            };
            if (StorageTool.execute(format, System.err) != 0) {
                throw new IllegalStateException("the folder of the broker could not be prepared");
            }
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        out.println("ready");
        while (System.in.read() >= 0) {
            // Only the end of the input counts: the parent is gone, or wants the broker to stop.
        }
        server.shutdown();
        server.awaitShutdown();
        Runtime.getRuntime().halt(0);
    }
}
