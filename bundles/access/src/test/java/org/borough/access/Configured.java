// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as Declarative Services would hand them in: the defaults, and what a test sets. */
public final class Configured {

    private Configured() {}

    static AccessConfig access(Map<String, Object> values) {
        return of(AccessConfig.class, values);
    }

    static LoginConfig login(Map<String, Object> values) {
        return of(LoginConfig.class, values);
    }

    static ProxyConfig proxy(Map<String, Object> values) {
        return of(ProxyConfig.class, values);
    }

    public static <A extends Annotation> A of(Class<A> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
