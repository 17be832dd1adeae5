// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.borough.adapter.Adapters;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class BundleDoctorTest {

    private final Town town = Town.empty();
    private Framework framework;

    @BeforeEach
    void start(@TempDir Path storage) throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        storage.toString(),
                        "org.osgi.framework.storage.clean",
                        "onFirstInit"));
        framework.start();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(5000);
    }

    @Test
    void a_package_that_nobody_offers_is_named() throws Exception {
        install("vendor.lamp", "Import-Package", "org.borough.adapter;version=\"[1.0,2)\"");
        assertThat(why("vendor.lamp"))
                .isEqualTo("vendor.lamp 1.0.0 cannot be resolved: no installed bundle offers the package"
                        + " org.borough.adapter from version 1.0.0 and below 2.0.0.");
    }

    @Test
    void the_lack_of_a_bundle_that_it_needs_is_named() throws Exception {
        install("vendor.base", "Export-Package", "vendor.base", "Import-Package", "vendor.deep");
        install("vendor.lamp", "Import-Package", "vendor.base");
        assertThat(why("lamp"))
                .contains("it needs vendor.base, and for that no installed bundle offers the package vendor.deep");
    }

    @Test
    void a_platform_that_hosts_no_adapters_is_named() throws Exception {
        install("vendor.lamp", "Require-Capability", "org.borough.adapter;filter:=\"(version=1)\"");
        assertThat(why("vendor.lamp")).contains("a platform that hosts adapters (install the feature borough-core)");
    }

    @Test
    void a_stopped_bundle_is_told_to_be_started() throws Exception {
        Bundle bundle = install("vendor.lamp");
        assertThat(why("vendor.lamp")).contains("is stopped; start it with bundle:start vendor.lamp");
        bundle.start();
        assertThat(why(Long.toString(bundle.getBundleId()))).isEqualTo("vendor.lamp 1.0.0 works.");
        assertThatThrownBy(() -> why("vendor.bin")).hasMessageContaining("there is no bundle 'vendor.bin'");
    }

    @Test
    void a_fenced_adapter_and_an_unwell_service_say_why() throws Exception {
        Bundle lamp = install("vendor.lamp");
        lamp.start();
        lamp.getBundleContext()
                .registerService(Health.class, CommandsTest.health("lamps", Status.degraded("one is dark")), null);
        assertThat(why("vendor.lamp")).isEqualTo("vendor.lamp 1.0.0: lamps is DEGRADED: one is dark");
        town.with(
                Adapters.class,
                () -> List.of(
                        new Adapters.Entry("vendor.lamp", "1.0.0", List.of("v:l:1.0.0"), 0, 9, Status.failed("hung"))));
        assertThat(why("vendor.lamp")).isEqualTo("vendor.lamp 1.0.0 is fenced: hung");
    }

    @Test
    void a_component_tells_the_service_that_it_lacks() {
        ComponentDescriptionDTO component = component();
        ComponentConfigurationDTO waiting = new ComponentConfigurationDTO();
        waiting.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        UnsatisfiedReferenceDTO twins = new UnsatisfiedReferenceDTO();
        twins.name = "twins";
        waiting.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {twins};
        assertThat(ComponentTrouble.of(component, List.of(waiting)))
                .contains("Lighting waits for a service org.borough.twin.Twins, which no bundle offers (no twin engine"
                        + " is running): install the feature borough-core.");
    }

    @Test
    void a_component_with_a_wrong_configuration_tells_key_and_allowed_values() {
        ComponentConfigurationDTO failed = new ComponentConfigurationDTO();
        failed.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        failed.failure = "java.lang.reflect.InvocationTargetException\n\tat x\nCaused by:"
                + " org.borough.thing.BoroughException: etc/org.borough.lighting.cfg: tickSeconds is \"soon\"; it must"
                + " be a number from 0.1 to 60.\n\tat y\n";
        assertThat(ComponentTrouble.of(component(), List.of(failed)))
                .contains("Lighting could not start: etc/org.borough.lighting.cfg: tickSeconds is \"soon\"; it must be"
                        + " a number from 0.1 to 60.");
        ComponentConfigurationDTO unconfigured = new ComponentConfigurationDTO();
        unconfigured.state = ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION;
        assertThat(ComponentTrouble.of(component(), List.of(unconfigured)))
                .contains("Lighting waits for its configuration etc/org.borough.lighting.cfg.");
    }

    private static ComponentDescriptionDTO component() {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = "org.borough.lighting.Lighting";
        component.configurationPid = new String[] {"org.borough.lighting"};
        component.configurationPolicy = "optional";
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "twins";
        reference.interfaceName = "org.borough.twin.Twins";
        component.references = new ReferenceDTO[] {reference};
        return component;
    }

    private String why(String name) {
        return new BundleDoctor(framework.getBundleContext(), town).why(name);
    }

    private Bundle install(String name, String... headers) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return framework.getBundleContext().installBundle(name, new ByteArrayInputStream(jar.toByteArray()));
    }
}
