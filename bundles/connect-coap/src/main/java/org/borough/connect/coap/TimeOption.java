// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import java.time.Instant;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.option.IntegerOptionDefinition;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;

/** The option by which a device without a clock asks for the time, and is told it in ms since 1970. */
final class TimeOption {

    /** Experimental and elective; the number that Hono and Californium's cloud server use. */
    static final IntegerOptionDefinition DEFINITION = new IntegerOptionDefinition(0xFDE8, "Time", true);

    private TimeOption() {}

    static Option of(Instant now) {
        return new Option(DEFINITION, now.toEpochMilli());
    }

    /** The options that are understood; a request with another critical one is answered 4.02. */
    static OptionRegistry registry() {
        return new MapBasedOptionRegistry(StandardOptionRegistry.STANDARD_OPTIONS, DEFINITION);
    }
}
