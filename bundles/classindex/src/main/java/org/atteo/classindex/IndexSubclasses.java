// SPDX-License-Identifier: EPL-2.0
package org.atteo.classindex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a type whose subclasses are listed at build time; such lists are not read here. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface IndexSubclasses {

    /** Whether the subclasses' Javadoc is stored too; not read here. */
    boolean storeJavadoc() default false;
}
