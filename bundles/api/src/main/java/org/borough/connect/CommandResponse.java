// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/**
 * A device's answer to a command.
 *
 * @param requestId the id that the command carried
 * @param status 200 to 299 for success, 400 to 599 for failure
 * @param message the answer itself; its endpoint is {@link org.borough.thing.Endpoint#RESPONSE}
 */
public record CommandResponse(String requestId, int status, Message message) {}
