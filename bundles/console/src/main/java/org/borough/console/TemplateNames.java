// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.connect.Provisioning;

/** Completes the names of provisioning templates. */
@Service
public final class TemplateNames extends Names {

    @Override
    Stream<String> names(Platform platform) {
        return platform.find(Provisioning.class).map(Provisioning::templates).orElse(List.of()).stream();
    }
}
