// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Says which format an {@link Envelope} component reads. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface EnvelopeFor {

    /** Prefix of the service properties. */
    String PREFIX_ = "org.borough.envelope.";

    /** The format's name, for example {@code tts-v3}. */
    String format();
}
