// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.datex2;

import java.util.List;
import org.borough.adapter.AdapterFor;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Uplink;
import org.borough.thing.Reading;
import org.osgi.service.component.annotations.Component;

/**
 * A feed of measured data publications of DATEX II, versions 2 and 3, in XML. Each measurement site of it becomes a feature
 * {@code site-…} of the feed's thing.
 */
@Component
@AdapterFor(model = MeasuredData.MODEL)
public final class MeasuredData implements DeviceAdapter {

    static final String MODEL = "datex2:measuredData:1.0.0";

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        return new Publication(uplink.bytes().rest()).readings();
    }
}
