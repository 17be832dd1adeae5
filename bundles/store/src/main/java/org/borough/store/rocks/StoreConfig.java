// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Borough store", description = "Where everything that must survive a kill is written.")
@interface StoreConfig {

    @AttributeDefinition(
            description = "The folder that holds the stores, one folder each; empty means the folder store inside the"
                    + " city's data folder.")
    String directory() default "";

    @AttributeDefinition(
            description = "Free disk space, in megabytes, below which writes are refused so that nothing can corrupt.")
    long minimumFreeMegabytes() default 64;
}
