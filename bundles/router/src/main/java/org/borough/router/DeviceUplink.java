// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.borough.adapter.ByteReader;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.Uplink;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;
import org.borough.thing.JsonText;
import org.borough.thing.ThingId;

/** A message as its adapter sees it. */
record DeviceUplink(ThingId thing, String model, Message message, Json reader) implements Uplink {

    @Override
    public Endpoint endpoint() {
        return message.endpoint();
    }

    @Override
    public String contentType() {
        return message.contentType();
    }

    @Override
    public Map<String, String> properties() {
        return message.properties();
    }

    @Override
    public Instant receivedAt() {
        return message.receivedAt();
    }

    @Override
    public ByteReader bytes() {
        return new ByteReader(message.payload());
    }

    @Override
    public JsonText json() {
        return new JacksonText(reader, text(), e -> new UndecodableUplinkException(e.getMessage(), e));
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message.payload()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableUplinkException("the payload is not text in UTF-8.", e);
        }
    }
}
