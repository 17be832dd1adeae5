// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a network server calls a device.
 *
 * @param name the server's own name for it, empty when it has none
 * @param devEui 16 hexadecimal digits in lower case, empty when it is not known
 * @param application the application it belongs to there, empty when it is not known
 */
record Identity(String name, String devEui, String application) {

    private static final Pattern EUI = Pattern.compile("(?i)(?:.*:)?(?:eui-)?([0-9a-f]{16})");

    /** Under which ids the device may be registered, likeliest first. */
    Set<String> candidates(String tenant) {
        Set<String> plain = new LinkedHashSet<>();
        plain.add(name);
        plain.add(devEui);
        plain.add(devEui.toUpperCase(Locale.ROOT));
        plain.add(devEui.isEmpty() ? "" : "eui-" + devEui);
        plain.remove("");
        Set<String> all = new LinkedHashSet<>(plain);
        plain.forEach(each -> all.add(tenant + ":" + each));
        return all;
    }

    /** What can be read from a device id alone: its EUI, when the id is made of it. */
    static Identity of(String deviceId) {
        Matcher matcher = EUI.matcher(deviceId);
        if (!matcher.matches()) {
            return new Identity(deviceId.substring(deviceId.indexOf(':') + 1), "", "");
        }
        // The name that The Things Stack gives a device by itself.
        String eui = matcher.group(1).toLowerCase(Locale.ROOT);
        return new Identity("eui-" + eui, eui, "");
    }
}
