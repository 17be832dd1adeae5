// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.borough.thing.Command;

/** The arguments of a message: its bytes, and the text in them for whoever reads JSON. */
final class Arguments {

    private Arguments() {}

    /** The bytes as a text; empty when they are none. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    /** The same message with its text read by another reader, and another deadline. */
    static Command.Message with(Json json, Instant deadline, Command.Message message) {
        return new Command.Message(
                message.id(),
                message.thing(),
                deadline,
                message.by(),
                message.feature(),
                message.subject(),
                message.contentType(),
                JacksonText.of(json, message.payload().text()),
                message.bytes(),
                message.responseRequired());
    }
}
