// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.borough.connect.DeviceId;
import org.borough.thing.InvalidThingIdException;
import org.borough.thing.ThingId;

class DeviceThingsTest {

    @Example
    void aDeviceInATenantWithAUuidHasAPlaceButNoThing() {
        ThingId place = DeviceThings.of(new DeviceId("d2c7f1e0-5f43-4c58-9e0b-0a1b2c3d4e5f", "4711"));
        assertThat(DeviceThings.isNone(place)).isTrue();
        assertThat(place.toString()).contains("d2c7f1e0-5f43-4c58-9e0b-0a1b2c3d4e5f:4711");
    }

    @Property(tries = 300)
    void everyDeviceHasItsThingOrAPlaceOfItsOwn(
            @ForAll @StringLength(max = 12) @Chars({'a', 'Z', '0', '9', '.', '-', '_', ':', '/', ' '}) String tenant,
            @ForAll @StringLength(max = 300) @Chars({'a', 'Z', '0', '9', '.', '-', '_', ':', '/', ' '}) String id) {
        DeviceId device = new DeviceId(tenant, id);
        ThingId place = DeviceThings.of(device);
        try {
            assertThat(place).isEqualTo(device.thing());
            assertThat(DeviceThings.objection(device)).isEmpty();
        } catch (InvalidThingIdException e) {
            assertThat(DeviceThings.isNone(place)).isTrue();
            assertThat(DeviceThings.objection(device)).isPresent();
        }
    }
}
