// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.programs;

import java.util.List;

/** What the lamps do in a night, step by step; before the first step they give what the rules say. */
public record Program(String name, List<Step> steps) {

    /** Keeps its own copy. */
    public Program {
        steps = List.copyOf(steps);
    }
}
