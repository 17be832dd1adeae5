// SPDX-License-Identifier: EPL-2.0
package com.acme.scale;

import java.util.List;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Uplink;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.osgi.service.component.annotations.Component;

/** A vendor's adapter that the distribution has never heard of: packed by a test, dropped into the running city. */
@Component
@AdapterFor(model = "acme:scale:1.0.0")
public final class AcmeScale implements DeviceAdapter {

    private static final Property<Long> GRAMS = new Property<>("acme:scale:1.0.0", "vendor", "grams", Long.class);

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        return List.of(GRAMS.is(uplink.bytes().u32be("grams")));
    }
}
