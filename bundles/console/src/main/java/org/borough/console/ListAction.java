// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import org.apache.karaf.shell.api.action.Option;

/** A command that lists something. */
abstract class ListAction extends CityAction {

    @Option(name = "--json", description = "Prints JSON for scripts instead of a table")
    boolean json;

    final void print(Desk desk, Listing listing, String none) {
        listing.print(desk.out(), json, none);
    }
}
