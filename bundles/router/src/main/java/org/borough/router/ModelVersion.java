// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.ArrayList;
import java.util.List;

/** The version of a model, compared number by number; what is no number is compared as text. */
record ModelVersion(List<String> parts) implements Comparable<ModelVersion> {

    static ModelVersion of(String model) {
        String version = model.substring(model.lastIndexOf(':') + 1);
        return new ModelVersion(new ArrayList<>(List.of(version.split("[.-]"))));
    }

    @Override
    public int compareTo(ModelVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private String part(int index) {
        return index < parts.size() ? parts.get(index) : "0";
    }

    private static int compare(String one, String other) {
        boolean numbers = one.matches("\\d{1,9}") && other.matches("\\d{1,9}");
        return numbers ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other)) : one.compareTo(other);
    }
}
