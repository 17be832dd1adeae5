// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.Bundle;

/** Completes whatever may be asked about. */
@Service
public final class BundlesAndThings extends Names {

    @Override
    Stream<String> names(Platform platform) {
        ThingIds things = new ThingIds();
        Stream<String> bundles = Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName);
        return Stream.concat(bundles.filter(name -> name != null), things.names(platform));
    }
}
