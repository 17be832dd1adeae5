// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.borough.talq.Device;
import org.borough.talq.DeviceClass;
import org.borough.talq.FunctionTable;

/** Of which kind the functions of a device are, by id in their order; as a text it stands in the device's thing. */
record Kinds(Map<String, String> byId) {

    static final Kinds NONE = new Kinds(Map.of());

    static Kinds parse(String text) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (String pair : text.split(";")) {
            int mark = pair.lastIndexOf('=');
            if (mark > 0) {
                kinds.put(pair.substring(0, mark), pair.substring(mark + 1));
            }
        }
        return new Kinds(kinds);
    }

    static Kinds of(DeviceClass one) {
        Map<String, String> kinds = new LinkedHashMap<>();
        one.functions().forEach(function -> kinds.put(function.functionId(), function.type()));
        return new Kinds(kinds);
    }

    /** With what a device says of its functions itself, which is more than its class says. */
    Kinds with(Device device) {
        Map<String, String> kinds = new LinkedHashMap<>(byId);
        device.functions().forEach(function -> {
            String kind = FunctionTable.kind(function);
            boolean known = kinds.containsKey(function.id()) && !kind.contains("[");
            if (!known) {
                kinds.put(function.id(), kind);
            }
        });
        return new Kinds(kinds);
    }

    /** The feature of a capability in which a function's values stand: the second lamp is {@code luminaire-2}. */
    String feature(String capability, String functionId) {
        String kind = byId.get(functionId);
        List<String> same = byId.entrySet().stream()
                .filter(entry -> entry.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .toList();
        int place = same.indexOf(functionId);
        return place <= 0 ? capability : capability + "-" + (place + 1);
    }

    /** The function that steers a feature; empty when there is none. */
    String actuator(String feature) {
        return byId.entrySet().stream()
                .filter(entry -> entry.getValue().equals("LampActuatorFunction"))
                .map(Map.Entry::getKey)
                .filter(id -> feature("luminaire", id).equals(feature))
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return byId.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
    }
}
