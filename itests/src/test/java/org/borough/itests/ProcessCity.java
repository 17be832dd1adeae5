// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real distribution as a process of its own, so that it can be killed. */
final class ProcessCity implements AutoCloseable {

    private final Path karaf;
    private final City city;
    private Process process;

    private ProcessCity(Path karaf, City city) {
        this.karaf = karaf;
        this.city = city;
    }

    static ProcessCity unpack(Path folder, Ports ports) throws Exception {
        run(List.of("rm", "-rf", folder.toString()));
        Files.createDirectories(folder);
        String archive = System.getProperty("borough.distribution");
        run(List.of("tar", "-xzf", archive, "-C", folder.toString(), "--strip-components=1"));
        configure(folder, "org.apache.felix.http", "org.osgi.service.http.port", ports.api());
        configure(folder, "org.apache.felix.http", "org.osgi.service.http.port.secure", ports.apiTls());
        configure(folder, "org.borough.connect.http", "port", ports.deviceHttp());
        configure(folder, "org.borough.connect.http", "tlsPort", ports.deviceHttpTls());
        configure(folder, "org.borough.connect.mqtt", "port", ports.mqtt());
        configure(folder, "org.borough.connect.mqtt", "tlsPort", ports.mqttTls());
        configure(folder, "org.borough.connect.coap", "dtlsPort", ports.coap());
        configure(folder, "org.apache.karaf.shell", "sshPort", ports.ssh());
        return new ProcessCity(folder, new City(ports, folder.resolve("home")));
    }

    private static void configure(Path karaf, String pid, String key, Object value) throws IOException {
        Path file = karaf.resolve("etc/" + pid + ".cfg");
        StringBuilder text = new StringBuilder();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.matches("\\s*" + java.util.regex.Pattern.quote(key) + "\\s*=.*")) {
                    text.append(line).append('\n');
                }
            }
        }
        Files.writeString(file, text.append(key).append(" = ").append(value).append('\n'));
    }

    /** Karaf's own folder, with {@code deploy} and {@code etc}. */
    Path karaf() {
        return karaf;
    }

    /** Sets one key of a component's configuration; before the start or while the city runs. */
    ProcessCity configure(String pid, String key, Object value) throws IOException {
        configure(karaf, pid, key, value);
        return this;
    }

    /** Has a further feature installed at the first start. */
    ProcessCity install(String feature) throws IOException {
        Path file = karaf.resolve("etc/org.apache.karaf.features.cfg");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("featuresBoot *= *(\\\\\\s+)?", "$0" + feature + ", "));
        return this;
    }

    City start() throws IOException {
        Files.createDirectories(city.home());
        ProcessBuilder builder =
                new ProcessBuilder(karaf.resolve("bin/karaf").toAbsolutePath().toString(), "server");
        builder.environment().put("KARAF_EXEC", "exec");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "EXTRA_JAVA_OPTS",
                        "-Dborough.home=" + city.home().toAbsolutePath() + " -Dborough.data="
                                + city.home().resolve("data").toAbsolutePath());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(karaf.toFile(), "console.log")));
        process = builder.start();
        return city.awaitOpen();
    }

    /** Ends the process at once, as a power cut does. */
    void kill() {
        process.destroyForcibly();
        ended();
    }

    private boolean ended() {
        try {
            return process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            if (!ended()) {
                kill();
            }
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
    }
}
