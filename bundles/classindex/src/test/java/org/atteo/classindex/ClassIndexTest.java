// SPDX-License-Identifier: EPL-2.0
package org.atteo.classindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassIndexTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void listed_classes_that_bear_the_annotation_are_found_on_the_class_path() {
        assertThat(ClassIndex.getAnnotated(Marked.class)).containsExactly(Bearer.class);
    }

    @Test
    void a_foreign_context_class_loader_does_not_matter() {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        assertThat(ClassIndex.getAnnotated(Marked.class)).containsExactly(Bearer.class);
    }

    @Test
    void an_annotation_without_a_list_has_no_bearers() {
        assertThat(ClassIndex.getAnnotated(Deprecated.class)).isEmpty();
    }

    @IndexAnnotated
    @Retention(RetentionPolicy.RUNTIME)
    @interface Marked {}

    @Marked
    static final class Bearer {}

    static final class Unmarked {}
}
