// SPDX-License-Identifier: EPL-2.0
package org.atteo.classindex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an annotation whose bearers are listed at build time under {@code META-INF/annotations}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface IndexAnnotated {

    /** Whether the bearers' Javadoc is stored too; not read here. */
    boolean storeJavadoc() default false;
}
