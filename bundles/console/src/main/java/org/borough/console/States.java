// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import org.osgi.framework.Bundle;

/** The states of bundles, in words. */
final class States {

    private States() {}

    static String of(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "unresolved";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.ACTIVE -> "active";
            default -> "uninstalled";
        };
    }
}
