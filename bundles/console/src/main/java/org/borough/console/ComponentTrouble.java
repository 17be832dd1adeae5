// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What keeps a component from working, from what Declarative Services tells. */
final class ComponentTrouble {

    private ComponentTrouble() {}

    static Optional<String> of(
            ComponentDescriptionDTO component, Collection<ComponentConfigurationDTO> configurations) {
        String name = component.name.substring(component.name.lastIndexOf('.') + 1);
        boolean factory = component.factory != null;
        if (configurations.isEmpty() && "require".equals(component.configurationPolicy) && !factory) {
            // Groups and the like: none is a choice, not a fault.
            return Optional.empty();
        }
        return configurations.stream()
                .flatMap(configuration -> of(component, configuration).stream())
                .findFirst()
                .map(trouble -> name + ' ' + trouble);
    }

    private static Optional<String> of(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of("waits for its configuration etc/" + String.join(" or etc/", component.configurationPid)
                        + ".cfg.");
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Arrays.stream(configuration.unsatisfiedReferences)
                        .findFirst()
                        .map(reference -> "waits for " + service(component, reference));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of("could not start: " + cause(configuration.failure));
            default -> Optional.empty();
        };
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        String type = Arrays.stream(component.references)
                .filter(reference -> reference.name.equals(unsatisfied.name))
                .map((ReferenceDTO reference) -> reference.interfaceName)
                .findFirst()
                .orElse(unsatisfied.name);
        String filter = unsatisfied.target == null ? "" : " that matches " + unsatisfied.target;
        return "a service " + type + filter + ", which no bundle offers" + remedy(type);
    }

    private static String remedy(String type) {
        return Platform.MISSING.entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals(type))
                .map(entry -> " (" + entry.getValue() + "): install the feature borough-core.")
                .findFirst()
                .orElse(".");
    }

    /** The last cause of a stack trace: it is the sentence that the component wrote. */
    static String cause(String trace) {
        String text = trace == null ? "" : trace;
        String root = text.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElseGet(() -> text.lines().findFirst().orElse("it did not say why; see the log."));
        return Stream.of(root.split(": ", 2)).reduce((type, message) -> message).orElse(root);
    }
}
