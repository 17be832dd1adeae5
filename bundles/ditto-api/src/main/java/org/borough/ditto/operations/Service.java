// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.operations;

/** What Ditto spreads over several processes is one here. */
final class Service {

    static final String NAME = "borough";
    static final String INSTANCE = "1";

    private Service() {}
}
