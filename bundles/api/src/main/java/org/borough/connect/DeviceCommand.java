// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.time.Instant;

/**
 * Bytes for a device, as an application that knows the device's own format sends them. No adapter touches them.
 *
 * @param id names the command; sent again with the same id it is the same command
 * @param device for whom
 * @param subject what is asked
 * @param contentType the media type of the payload, empty without one
 * @param payload the bytes; they must not be changed any more
 * @param responseRequired whether the device is to answer
 * @param deadline until when the device may be waited for. At or before the present: the device is reached at once or
 *     never
 * @param by the name of the {@link CommandAsker} that is told the result
 */
public record DeviceCommand(
        String id,
        DeviceId device,
        String subject,
        String contentType,
        byte[] payload,
        boolean responseRequired,
        Instant deadline,
        String by) {}
