// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which devices a {@link DeviceAdapter} component speaks for. It carries the requirement on a platform that hosts
 * adapters, so that the resolver refuses the bundle where there is none.
 */
@ComponentPropertyType
@Requirement(namespace = "org.borough.adapter", filter = "(version=1)")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface AdapterFor {

    /** Prefix of the service properties. */
    String PREFIX_ = "org.borough.adapter.";

    /**
     * The device models it reads, {@code namespace:name:version}. A device finds its adapter by the {@code adapter} of
     * its registration's defaults, else by the {@code definition} of its thing; the version may be left out there.
     */
    String[] model();
}
