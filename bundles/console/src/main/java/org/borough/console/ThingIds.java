// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.twin.Interest;
import org.borough.twin.Twins;

/** Completes thing ids. */
@Service
public final class ThingIds extends Names {

    @Override
    Stream<String> names(Platform platform) {
        return platform.find(Twins.class).map(twins -> twins.find(Interest.all())).orElse(List.of()).stream()
                .map(twin -> twin.id().toString());
    }
}
