// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static java.util.stream.Collectors.toCollection;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Reads the wiring of the running city and compares it with the table of who may import what. Runs inside Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiringIT {

    private static final String OURS = "org.borough.";

    /** Our packages that each of our bundles may be wired to. Adapters are listed by their common beginning. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("api", Set.of("thing")),
            Map.entry("classindex", Set.of()),
            Map.entry("store", Set.of("thing")),
            Map.entry("access", Set.of("thing", "access.token")),
            Map.entry("twin", Set.of("thing", "twin", "store", "engine")),
            Map.entry("ditto-api", Set.of("thing", "engine", "twin", "ditto.signals", "access.token")),
            Map.entry("twin-ditto", Set.of("thing", "twin", "twin.ditto.topic")),
            Map.entry("twin-ditto-kafka", Set.of("thing", "connect", "twin", "twin.ditto.topic")),
            Map.entry("wot", Set.of("thing", "engine", "store")),
            Map.entry("connections", Set.of("thing", "store", "ditto.signals")),
            Map.entry("connections-kafka", Set.of("connections.transport")),
            Map.entry("router", Set.of("thing", "adapter", "connect", "twin", "store")),
            Map.entry("registry", Set.of("thing", "connect", "twin", "store")),
            Map.entry("endpoint", Set.of("thing", "connect", "store")),
            Map.entry("connect-mqtt", Set.of("thing", "connect", "endpoint")),
            Map.entry("connect-http", Set.of("thing", "connect", "endpoint")),
            Map.entry("connect-coap", Set.of("thing", "connect", "endpoint")),
            Map.entry("connect-lorawan", Set.of("thing", "connect")),
            Map.entry("talq-gateway", Set.of("thing", "twin")),
            Map.entry("talq-cms", Set.of("thing", "adapter", "connect", "twin")),
            Map.entry("learning", Set.of()),
            Map.entry("lighting", Set.of("thing", "twin")),
            Map.entry("air", Set.of("thing", "twin", "learning")),
            Map.entry("traffic", Set.of("thing", "twin", "learning")),
            Map.entry("waste", Set.of("thing", "twin", "learning")),
            Map.entry("console", Set.of("thing", "adapter", "connect", "twin")),
            Map.entry("demo", Set.of("thing", "adapter", "twin")));

    private static final Set<String> ADAPTER = Set.of("thing", "adapter");

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] config() {
        return ExamCity.options(Ports.from(28280), Path.of("target/wiring-home"));
    }

    @Test
    public void noBundleIsWiredAgainstTheStream() {
        Map<String, Set<String>> breaches = new TreeMap<>();
        for (Bundle bundle : ours()) {
            Set<String> used = packagesOf(bundle);
            used.removeAll(allowed(bundle));
            if (!used.isEmpty()) {
                breaches.put(bundle.getSymbolicName(), used);
            }
        }
        assertEquals(Map.of(), breaches);
    }

    @Test
    public void everyBundleOfOursIsActive() {
        List<String> idle = ours().stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of(), idle);
        assertTrue("the city has its bundles", ours().size() > 12);
    }

    private List<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null)
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
                .toList();
    }

    private static Set<String> allowed(Bundle bundle) {
        return ALLOWED.getOrDefault(bundle.getSymbolicName().substring(OURS.length()), ADAPTER);
    }

    private static Set<String> packagesOf(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring.getRequiredWires(BundleRevision.PACKAGE_NAMESPACE).stream()
                .map(WiringIT::packageOf)
                .filter(name -> name.startsWith(OURS))
                .map(name -> name.substring(OURS.length()))
                .collect(toCollection(TreeSet::new));
    }

    private static String packageOf(BundleWire wire) {
        return wire.getCapability()
                .getAttributes()
                .get(BundleRevision.PACKAGE_NAMESPACE)
                .toString();
    }
}
