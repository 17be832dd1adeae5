// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

/**
 * What a device answered, as it said it.
 *
 * @param status 200 to 299 for success, 400 to 599 for failure
 * @param contentType the media type of the payload, empty when the device named none
 * @param payload the bytes; they must not be changed any more
 */
public record Answer(int status, String contentType, byte[] payload) {}
