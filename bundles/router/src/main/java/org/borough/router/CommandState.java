// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

/**
 * How a command stands, as its thing's feature {@code commands} shows it. Public because the twin engine reads it by
 * reflection.
 *
 * @param id the command's id
 * @param state {@code pending}, {@code sent}, {@code confirmed}, {@code rejected} or {@code timedOut}
 * @param reason in words
 * @param by who asked
 * @param attempts how often it was sent
 * @param at since when it stands so, as ISO 8601
 */
public record CommandState(String id, String state, String reason, String by, Long attempts, String at) {}
