// SPDX-License-Identifier: EPL-2.0
/**
 * The history of recorded properties: what they said, and when.
 *
 * <h2>What is on disk</h2>
 *
 * <p>In the same store as the twins, and written with the event that brings the reading, so that neither is there without
 * the other. Texts are UTF-8, numbers big-endian, times microseconds since 1970 with the sign bit turned, so that they are
 * ordered as bytes.
 *
 * <pre>
 * key                                                              value
 * h v thing 0x00 created (8 bytes) feature 0x00 path 0x00 time (8) one reading, see {@link
 *                                                                  org.borough.twin.engine.history.ReadingCodec}
 * h x thing 0x00 created (8 bytes)                                 empty: the thing was deleted, its readings follow
 * </pre>
 *
 * <p>{@code created} is when the thing was made: what comes later under the same name does not inherit the history. Two
 * readings of one property at one time are one. {@link org.borough.twin.engine.history.Retention} deletes what is older
 * than its property's retention, and what belonged to deleted things, a little at a time.
 */
package org.borough.twin.engine.history;
