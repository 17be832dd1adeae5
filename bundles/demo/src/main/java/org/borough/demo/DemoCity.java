// SPDX-License-Identifier: EPL-2.0
package org.borough.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.borough.adapter.Adapters;
import org.borough.twin.Commands;
import org.borough.twin.Twins;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the demo city to life when the framework property {@code borough.demo} is {@code true}: provisions it through
 * the city's API, then lets its devices speak until it is stopped.
 */
@Component(
        immediate = true,
        service = {})
public final class DemoCity {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCity.class);
    private static final int RETRY_SECONDS = 1;

    private final ScheduledExecutorService scheduler;
    private final List<AutoCloseable> links = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private final Path home;
    private final ConfigurationAdmin configurations;
    private final MinuteReport report;
    private String waitingFor = "";

    /** Starts the city if it is wanted. */
    @Activate
    public DemoCity(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference Twins twins,
            @Reference Adapters adapters,
            @Reference Commands commands) {
        this.configurations = configurations;
        this.home = Path.of(property(context, "borough.home", property(context, "karaf.base", ".")));
        this.report = new MinuteReport(twins, adapters, commands, clock);
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(4, task -> {
            Thread thread = new Thread(task, "demo-city");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        this.scheduler = executor;
        if (Boolean.parseBoolean(property(context, "borough.demo", "false"))) {
            scheduler.execute(this::begin);
        }
    }

    private static String property(BundleContext context, String name, String usual) {
        String value = context.getProperty(name);
        return value == null ? usual : value;
    }

    private void begin() {
        try {
            CityPlan plan = CityPlan.shipped();
            Addresses addresses = Addresses.of(configurations);
            HttpClient http = HttpClient.newHttpClient();
            Passwords passwords = Passwords.in(home.resolve("demo.secret"));
            Population population = new Population(plan, addresses, http, passwords, clock, scheduler);
            population.provision(new CityApi(http, addresses.api(), "admin", adminPassword()), groups());
            population.start(links);
            scheduler.scheduleAtFixedRate(this::sayWhatHappened, 1, 1, TimeUnit.MINUTES);
            LOG.info(
                    "the demo city is populated with {} devices", plan.devices().size());
        } catch (IOException e) {
            waitFor(e.getMessage());
        }
    }

    /** The city's own doors open one after the other while it starts; each obstacle is named once. */
    private void waitFor(String obstacle) {
        if (!obstacle.equals(waitingFor)) {
            waitingFor = obstacle;
            LOG.info("the demo city waits: {}", obstacle);
        }
        scheduler.schedule(this::begin, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    private String adminPassword() throws IOException {
        return Files.readString(home.resolve("admin.password"), StandardCharsets.UTF_8)
                .strip();
    }

    private static List<String> groups() throws IOException {
        List<String> groups = new ArrayList<>();
        for (String name : List.of(
                "lighting-f-street",
                "lighting-underpass",
                "air-downtown",
                "traffic-downtown",
                "traffic-f-street",
                "traffic-underpass",
                "traffic-signal",
                "waste-downtown")) {
            try (InputStream in = DemoCity.class.getResourceAsStream("/demo/" + name + ".json")) {
                groups.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return groups;
    }

    private void sayWhatHappened() {
        // The operator sits at the terminal that started the city; the log is elsewhere.
        System.out.println(report.next());
    }

    /** Lets the devices fall silent. */
    @Deactivate
    public void stop() {
        scheduler.shutdownNow();
        links.forEach(DemoCity::close);
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // AutoCloseable declares no narrower one
    private static void close(AutoCloseable link) {
        try {
            link.close();
        } catch (Exception e) {
            LOG.debug("a demo device did not close", e);
        }
    }
}
