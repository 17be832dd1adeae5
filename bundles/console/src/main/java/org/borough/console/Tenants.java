// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.connect.Registrations;

/** Completes tenants that have devices. */
@Service
public final class Tenants extends Names {

    @Override
    Stream<String> names(Platform platform) {
        return platform.find(Registrations.class).map(known -> known.list("")).orElse(List.of()).stream()
                .map(registration -> registration.device().tenant());
    }
}
