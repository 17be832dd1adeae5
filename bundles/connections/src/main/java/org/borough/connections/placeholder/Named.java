// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.placeholder;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.ditto.placeholders.Placeholder;

/** A placeholder whose names each stand for a part of what it speaks of. */
final class Named<T> implements Placeholder<T> {

    private final String prefix;
    private final Map<String, Function<T, Optional<String>>> parts;

    Named(String prefix, Map<String, Function<T, Optional<String>>> parts) {
        this.prefix = prefix;
        this.parts = Map.copyOf(parts);
    }

    @Override
    public String getPrefix() {
        return prefix;
    }

    @Override
    public List<String> getSupportedNames() {
        return parts.keySet().stream().sorted().toList();
    }

    @Override
    public boolean supports(String name) {
        return parts.containsKey(name);
    }

    @Override
    public List<String> resolveValues(T source, String name) {
        return Optional.ofNullable(parts.get(name)).flatMap(part -> part.apply(source)).stream()
                .toList();
    }
}
