// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.thing.BoroughException;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

class ListenersTest {

    private final List<String> told = new ArrayList<>();
    private final List<RegistrationListener> registered = List.of(
            (device, stays) -> {
                throw new BoroughException("broken");
            },
            (device, stays) -> told.add(device + " " + stays));

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromHearing() {
        new Listeners(context()).changed(new DeviceId("city", "lamp"), false);
        assertThat(told).containsExactly("city/lamp false");
    }

    private BundleContext context() {
        List<ServiceReference<?>> references = List.of(
                proxy(ServiceReference.class, (name, argument) -> 0),
                proxy(ServiceReference.class, (name, argument) -> 0));
        return proxy(BundleContext.class, (name, argument) -> switch (name) {
            case "getServiceReferences" -> references;
            case "getService" -> registered.get(references.get(0) == argument ? 0 : 1);
            default -> true;
        });
    }

    private interface Behaviour {
        Object call(String name, Object argument);
    }

    private static <T> T proxy(Class<T> type, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        behaviour.call(method.getName(), arguments == null ? null : arguments[0])));
    }
}
