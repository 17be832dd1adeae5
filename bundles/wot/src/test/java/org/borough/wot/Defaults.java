// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration as the platform would make it: its defaults, but for what is said. */
final class Defaults {

    private Defaults() {}

    static Object of(Class<?> config, Map<String, Object> said) {
        return Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config, Annotation.class},
                (proxy, method, arguments) -> said.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    static WotConfig wot(Map<String, Object> said) {
        return (WotConfig) of(WotConfig.class, said);
    }
}
