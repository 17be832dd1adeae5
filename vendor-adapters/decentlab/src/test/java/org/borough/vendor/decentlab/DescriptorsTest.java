// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.borough.adapter.DeviceAdapter;
import org.borough.testkit.FakeUplink;
import org.borough.thing.Status;
import org.borough.things.FillLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A device that nobody here has seen becomes readable by a file, while the platform runs. */
class DescriptorsTest {

    private static final String RADAR =
            """
            [{"device": "dl-xyz", "family": "decentlab protocol v2", "parameters": {"offset": 32768},
              "sensors": [
                {"flagBit": 0, "words": 2, "values": [
                  {"name": "distance", "unit": "mm", "formula": "x[0]"},
                  {"name": "temperature", "unit": "°C", "formula": "(x[1] - param.offset) / 100"}]},
                {"flagBit": 1, "words": 1, "values": [
                  {"name": "battery_voltage", "unit": "V", "formula": "x[0] / 1000"}]}],
              "sourcePath": "vendors/decentlab/codecs/dl-xyz-002.js"}]
            """;

    @TempDir
    Path folder;

    @Test
    void aDroppedDescriptorIsADeviceUnderBothItsNames() throws IOException {
        Files.writeString(folder.resolve("radar.json"), RADAR);

        var descriptors = new DescriptorFolder(folder).read();

        assertThat(descriptors).containsOnlyKeys("decentlab:dl-xyz:1.0.0");
        Descriptor radar = descriptors.get("decentlab:dl-xyz:1.0.0");
        assertThat(radar.models()).containsExactly("decentlab:dl-xyz:1.0.0", "decentlab:dl-xyz-002:1.0.0");
        assertThat(new TableAdapter(radar).decode(FakeUplink.hex("decentlab:dl-xyz:1.0.0", "02586B0003074C88B60B93")))
                .contains(FillLevel.DISTANCE.is(1868.0))
                .anySatisfy(reading -> assertThat(reading.value())
                        .isEqualTo(new Measured("Temperature", java.util.Optional.of("°C"), 22.3)));
    }

    @Test
    void aFileThatBecomesWrongIsNamedAndWhatItSaidBeforeStays() throws IOException {
        Path file = folder.resolve("radar.json");
        Files.writeString(file, RADAR);
        DescriptorFolder descriptors = new DescriptorFolder(folder);
        descriptors.read();

        Files.writeString(file, RADAR.replace("x[0] / 1000", "x[1] / 1000"));

        assertThat(descriptors.read()).containsKey("decentlab:dl-xyz:1.0.0");
        assertThat(descriptors.problems())
                .singleElement()
                .asString()
                .contains("radar.json", "dl-xyz", "battery_voltage", "x[1]");
        Files.delete(file);
        assertThat(descriptors.read()).isEmpty();
        assertThat(descriptors.problems()).isEmpty();
    }

    @Test
    void whatIsWrongWithADescriptorIsNamed() {
        assertThatThrownBy(() -> Descriptor.read("[{]")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> Descriptor.read("{}")).hasMessageContaining("'device'");
        assertThatThrownBy(() -> Descriptor.read("{\"device\":\"a\"}")).hasMessageContaining("a: it has no 'sensors'");
        assertThatThrownBy(() -> Descriptor.read("{\"device\":\"a\",\"sensors\":[{\"flagBit\":16,\"words\":1}]}"))
                .hasMessageContaining("flagBit 16");
        assertThatThrownBy(() -> Descriptor.read(
                        "{\"device\":\"a\",\"sensors\":[{\"flagBit\":1,\"words\":1},{\"flagBit\":1,\"words\":1}]}"))
                .hasMessageContaining("two sensors");
    }

    @Test
    void aRunningComponentOffersWhatIsDroppedAndTakesBackWhatIsRemoved() throws Exception {
        Set<String> offered = ConcurrentHashMap.newKeySet();
        Decentlab component = new Decentlab(context(offered), configuration(folder.toString(), 1));
        assertThat(offered).hasSize(11).contains("decentlab:dl-pm:1.0.0", "decentlab:dl-tbrg-01:1.0.0");

        Files.writeString(folder.resolve("radar.json"), RADAR);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> offered.contains("decentlab:dl-xyz:1.0.0"));
        Files.writeString(folder.resolve("wrong.json"), "[");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> component.status().level() == Status.Level.DEGRADED);
        assertThat(component.status().reason()).contains("wrong.json");
        Files.delete(folder.resolve("radar.json"));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !offered.contains("decentlab:dl-xyz:1.0.0"));

        component.stop();
        assertThat(offered).isEmpty();
    }

    @Test
    void aWrongConfigurationIsRefusedWithItsKey() {
        assertThatThrownBy(() -> new Decentlab(context(Set.of()), configuration("", 0)))
                .hasMessageContaining("rescanSeconds")
                .hasMessageContaining("1 to 3600");
    }

    private static Decentlab.Configuration configuration(String directory, int seconds) {
        return (Decentlab.Configuration) Proxy.newProxyInstance(
                DescriptorsTest.class.getClassLoader(),
                new Class<?>[] {Decentlab.Configuration.class},
                (proxy, method, arguments) -> method.getName().equals("directory") ? directory : (Object) seconds);
    }

    /** A framework in which services can be registered, and nothing else. */
    private static BundleContext context(Set<String> offered) {
        return (BundleContext) Proxy.newProxyInstance(
                DescriptorsTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("registerService")) {
                        return null;
                    }
                    assertThat(arguments[0]).isEqualTo(DeviceAdapter.class);
                    List<String> models = Stream.of(
                                    (String[]) ((Dictionary<?, ?>) arguments[2]).get("org.borough.adapter.model"))
                            .toList();
                    offered.addAll(models);
                    return registration(() -> offered.removeAll(models));
                });
    }

    private static Object registration(Runnable unregister) {
        return Proxy.newProxyInstance(
                DescriptorsTest.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("unregister")) {
                        unregister.run();
                    }
                    return null;
                });
    }
}
