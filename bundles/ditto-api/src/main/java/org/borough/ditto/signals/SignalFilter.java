// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import java.util.Set;

/**
 * Which signals of a kind somebody wants, and what should come with them.
 *
 * @param namespaces of the things concerned; empty for all
 * @param rql a filter in RQL over the thing as the signal and the extra fields tell of it, with the placeholders
 *     {@code topic:}, {@code resource:} and {@code time:}; empty without one
 * @param extraFields a selector of fields of the thing's twin that come along; empty without any
 */
public record SignalFilter(Set<String> namespaces, String rql, String extraFields) {

    /** Everything, as it is. */
    public static final SignalFilter ALL = new SignalFilter(Set.of(), "", "");

    /** Keeps its own copy of the namespaces. */
    public SignalFilter {
        namespaces = Set.copyOf(namespaces);
    }
}
