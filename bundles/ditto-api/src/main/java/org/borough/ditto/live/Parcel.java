// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.live;

import org.borough.ditto.signals.Delivery;
import org.borough.ditto.signals.SignalKind;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.events.Event;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/** One delivery, whose text is made when the first of its receivers needs it. */
final class Parcel implements Delivery {

    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.newInstance();
    private static final int EMPTY = 512;

    private final SignalKind kind;
    private final Signal<?> signal;
    private final JsonObject extra;
    private String text;

    Parcel(SignalKind kind, Signal<?> signal, JsonObject extra) {
        this.kind = kind;
        this.signal = signal;
        this.extra = extra;
    }

    @Override
    public SignalKind kind() {
        return kind;
    }

    @Override
    public Signal<?> signal() {
        return signal;
    }

    @Override
    public JsonObject extra() {
        return extra;
    }

    @Override
    public Adaptable adaptable() {
        Adaptable adaptable = PROTOCOL.toAdaptable(signal);
        return extra.isEmpty() ? adaptable : ProtocolFactory.setExtra(adaptable, extra);
    }

    @Override
    public synchronized String text() {
        if (text == null) {
            JsonObject json =
                    ProtocolFactory.wrapAsJsonifiableAdaptable(adaptable()).toJson();
            text = json.toString();
        }
        return text;
    }

    @Override
    public int size() {
        long value = valueSize() + extra.getUpperBoundForStringSize();
        return (int) Math.min(Integer.MAX_VALUE, EMPTY + value);
    }

    private long valueSize() {
        if (signal instanceof Event<?> event) {
            return event.getEntity().map(JsonValue::getUpperBoundForStringSize).orElse(0L);
        }
        return signal instanceof Command<?> ? signal.toJson().getUpperBoundForStringSize() : 0;
    }
}
