// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    /** The defaults of the annotation, but for one key. */
    private static DittoApiConfig config(String key, Object value) {
        return (DittoApiConfig) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {DittoApiConfig.class, Annotation.class},
                (proxy, method, arguments) -> method.getName().equals(key) ? value : method.getDefaultValue());
    }

    @Test
    void the_defaults_are_those_of_ditto() {
        Settings settings = Settings.of(config("", 0));

        assertThat(settings.maxThingBytes()).isEqualTo(102_400);
        assertThat(settings.maxHeaderBytes()).isEqualTo(5_120);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.allowAnonymous()).isFalse();
    }

    @Test
    void a_value_out_of_bounds_is_refused_by_name() {
        assertThatThrownBy(() -> Settings.of(config("timeoutSeconds", 0)))
                .hasMessage("org.borough.ditto.api: timeoutSeconds is 0 but must be between 1 and 3600");
    }
}
